// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// They start registries and programs: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
