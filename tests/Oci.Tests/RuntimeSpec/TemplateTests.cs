// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text;
using Husk.Oci.RuntimeSpec;

namespace Husk.Oci.Tests;

/// <summary>
/// The golden files are runc 1.1's own output, with the changes that <see cref="RuntimeSpecTemplate"/> names: host
/// name, spec version, no ambient capabilities.
/// </summary>
public class TemplateTests
{
    [Theory]
    [InlineData(false, "spec.json")]
    [InlineData(true, "spec-cgroupns.json")]
    public void Rootful_template_is_what_runc_spec_writes(bool cgroupNamespace, string golden)
    {
        byte[] written = RuntimeSpecJson.Write(RuntimeSpecTemplate.Rootful(cgroupNamespace), "\t");

        Assert.Equal(File.ReadAllText(Path.Combine("Golden", golden)), Encoding.UTF8.GetString(written));
    }

    [Theory]
    [InlineData(false, "spec-rootless.json")]
    [InlineData(true, "spec-rootless-cgroupns.json")]
    public void Rootless_template_is_what_runc_spec_writes(bool cgroupNamespace, string golden)
    {
        byte[] written = RuntimeSpecJson.Write(RuntimeSpecTemplate.Rootless(cgroupNamespace, 1000, 1001), "\t");

        Assert.Equal(File.ReadAllText(Path.Combine("Golden", golden)), Encoding.UTF8.GetString(written));
    }
}
