// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// The tests mount, change file owners and count what is left: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
