// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// The tests measure memory, count descriptors and make this process a subreaper: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
