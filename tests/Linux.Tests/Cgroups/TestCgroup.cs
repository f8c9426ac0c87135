// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

/// <summary>
/// A cgroup of this host in every hierarchy, under a name of its own, and gone without a trace at the end of the
/// test.
/// </summary>
internal sealed class TestCgroup : IDisposable
{
    private readonly Lazy<Cgroup> _cgroup;

    public TestCgroup(string below = "")
    {
        Layout = CgroupLayout.Read();
        Plan = new CgroupPlan
        {
            Directories =
            [
                .. Layout.Hierarchies.Select(hierarchy => new CgroupDirectory
                {
                    Hierarchy = hierarchy,
                    Path = hierarchy.MountPoint + Top + below,
                }),
            ],
        };
        _cgroup = new(() => Cgroup.Create(Plan));
    }

    public CgroupLayout Layout { get; }

    /// <summary>What is created at the first use of <see cref="Cgroup"/>.</summary>
    public CgroupPlan Plan { get; set; }

    public Cgroup Cgroup => _cgroup.Value;

    /// <summary>The first part of the path: all that the test makes is below it.</summary>
    public string Top { get; } = "/husk-test-cg-" + Guid.NewGuid().ToString("n")[..12];

    /// <summary>Absolute path in the hierarchy that has a controller; <c>""</c> is the v2 one.</summary>
    public string PathOf(string controller) => Plan.Directories
        .First(each => controller.Length == 0 ? each.Hierarchy.IsUnified : each.Hierarchy.Has(controller)).Path;

    public string Read(string controller, string file) =>
        File.ReadAllText(PathOf(controller) + "/" + file).TrimEnd('\n');

    /// <summary>Directories of this test that are there now.</summary>
    public IEnumerable<string> Left =>
        Layout.Hierarchies.Select(hierarchy => hierarchy.MountPoint + Top).Where(Directory.Exists);

    public void Dispose()
    {
        if (_cgroup.IsValueCreated)
        {
            Cgroup.Kill();
            Cgroup.Delete();
        }

        Assert.Empty(Left);
    }
}
