// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// Two cores, and limits that are looked at: one container after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
