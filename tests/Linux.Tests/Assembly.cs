// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// The tests count the process's descriptors, reap its children and change its signal mask: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
