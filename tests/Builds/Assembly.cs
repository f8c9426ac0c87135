// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// They start containers, and some measure time: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
