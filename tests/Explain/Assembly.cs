// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// The script makes a container that is always called the same.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
