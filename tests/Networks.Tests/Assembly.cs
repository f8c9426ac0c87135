// SPDX-License-Identifier: Apache-2.0
[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

// The tests enter network namespaces with the thread they are on: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
