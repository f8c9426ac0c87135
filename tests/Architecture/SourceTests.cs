// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Architecture;

/// <summary>That the checks of source files find what they are for.</summary>
public sealed class SourceTests
{
    private const string Licence = "// SPDX-License-Identifier: Apache-2.0\n";

    [Theory]
    [InlineData("no", "One.cs", true)]
    [InlineData("yes", "One.cs", false)]
    [InlineData("Init/ only", "Init/One.cs", false)]
    [InlineData("Init/ only", "Initial/One.cs", true)]
    [InlineData("Init/ only", "Cgroups/One.cs", true)]
    public void Unsafe_code_is_found_where_the_table_does_not_allow_it(string rule, string file, bool found)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A", @unsafe: rule)))
            .With("src/A/" + file, Licence + "internal static unsafe class One;\n");

        Assert.Equal(found ? [$"src/A/{file}:2: unsafe code; the table of ARCHITECTURE.md says {rule} for A"] : [],
            UnsafeCode.Violations(scratch.Tree));
    }

    [Fact]
    public void A_project_that_allows_unsafe_blocks_for_nothing_is_found()
    {
        using ScratchTree scratch = new ScratchTree()
            .With("ARCHITECTURE.md", Page.Architecture(Page.Row("A")))
            .With("src/A/A.csproj",
                Page.Project("<PropertyGroup><AllowUnsafeBlocks>True</AllowUnsafeBlocks></PropertyGroup>"));

        Assert.Contains(
            "AllowUnsafeBlocks", Assert.Single(UnsafeCode.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// unsafe", "")]
    [InlineData("a /* unsafe\nunsafe */ b", "a \n b")]
    [InlineData("a = \"unsafe \\\" unsafe\"; b", "a = ; b")]
    [InlineData("a = @\"unsafe \"\" \\\"; b", "a = ; b")]
    [InlineData("a = $@\"unsafe \"\" \\\"; b", "a = ; b")]
    [InlineData("a = \"\"\"\n unsafe \" \n\"\"\"; b", "a = \n\n; b")]
    [InlineData("a = \"\"\"\" \"\"\" \"\"\"\"; b", "a = ; b")]
    [InlineData("c = '\"'; unsafe { } // '\"'\nd", "c = ; unsafe { } \nd")]
    [InlineData("c = '\\''; d", "c = ; d")]
    public void Comments_and_strings_are_no_code(string text, string code) =>
        Assert.Equal(code, CSharpText.WithoutCommentsAndStrings(text));

    [Theory]
    [InlineData("src/A/One.cs", "namespace A;\n")]
    [InlineData("src/A/One.cs", "\n// SPDX-License-Identifier: Apache-2.0\n")]
    [InlineData("src/A/One.cs", "// SPDX-License-Identifier: MIT\n")]
    [InlineData("src/A/One.cs", "")]
    [InlineData("native-tests/one.c", "int main(void) { return 0; }\n")]
    [InlineData("bench/one.sh", "#!/bin/sh\nset -e\n")]
    [InlineData("Makefile", "all:\n")]
    [InlineData(".ci/run", "#!/bin/sh\n")]
    public void A_file_without_its_licence_is_found(string path, string text)
    {
        using ScratchTree scratch = new ScratchTree().With(path, text);

        Assert.StartsWith(path, Assert.Single(SourceHeaders.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_licence_in_its_place_passes()
    {
        using ScratchTree scratch = new ScratchTree()
            .With("src/A/One.cs", "\uFEFF" + Licence)
            .With("one.h", "/* SPDX-License-Identifier: Apache-2.0 */\n")
            .With("one.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n");

        Assert.Empty(SourceHeaders.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData("src/A/PathHelper.cs", "Helper")]
    [InlineData("src/A/Utils.cs", "Utils")]
    [InlineData("src/Common/One.cs", "Common")]
    [InlineData("src/A/MiscCalls.cs", "Misc")]
    [InlineData("src/Core/Core.csproj", "Core")]
    [InlineData("tests/A.Tests/TestBase.cs", "Base")]
    [InlineData("src/A/FileInfo.cs", "Info")]
    [InlineData("src/A/StateManager.Save.cs", "Manager")]
    [InlineData("src/A/ContainerData.cs", "Data")]
    public void A_name_that_fits_anything_is_found(string path, string word)
    {
        using ScratchTree scratch = new ScratchTree().With(path, Licence);

        Assert.Contains(
            $"`{word}` fits anything", Assert.Single(FileNames.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/A/Database.cs")]
    [InlineData("src/A/Information.cs")]
    [InlineData("src/A/Baseline.cs")]
    [InlineData("src/Linux/Mounts/MountInfo.cs")]
    [InlineData("src/Linux.Syscalls/sys/Sysinfo.cs")]
    public void A_word_within_a_word_is_no_such_name(string path)
    {
        using ScratchTree scratch = new ScratchTree().With(path, Licence);

        Assert.Empty(FileNames.Violations(scratch.Tree));
    }

    [Theory]
    [InlineData(FileLengths.Limit, 0)]
    [InlineData(FileLengths.Limit + 1, 1)]
    public void A_long_file_is_found(int lines, int found)
    {
        using ScratchTree scratch = new ScratchTree()
            .With("src/A/One.cs", string.Concat(Enumerable.Repeat("//\n", lines)));

        Assert.Equal(found, FileLengths.Violations(scratch.Tree).Count());
    }

    [Theory]
    [InlineData("throw new NotImplementedException();")]
    [InlineData("[Fact(Skip = \"later\")]")]
    [InlineData("#pragma warning disable RS0030")]
    [InlineData("int a; // TO" + "DO later")]
    public void What_is_half_done_is_found(string line)
    {
        using ScratchTree scratch = new ScratchTree().With("src/A/One.cs", Licence + line + "\n");

        Assert.StartsWith("src/A/One.cs:2: ", Assert.Single(Stubs.Violations(scratch.Tree)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("see /opt/husk-checkout/src")]
    [InlineData("see /opt/husk-checkout")]
    [InlineData("/home/anna" + "/src/x")]
    [InlineData("/Users" + "/anna/x")]
    [InlineData("C:" + "\\Users\\anna")]
    public void A_path_of_one_machine_is_found(string line)
    {
        using ScratchTree scratch = new ScratchTree().With("README.md", "# A\n" + line + "\n");

        Assert.StartsWith("README.md:2: ",
            Assert.Single(DeveloperPaths.Violations(scratch.Tree, "/opt/husk-checkout/")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HOME=/home/anna")]
    [InlineData("/root/.bashrc and /opt/husk")]
    public void A_path_of_a_container_passes(string line)
    {
        using ScratchTree scratch = new ScratchTree().With("README.md", line);

        Assert.Empty(DeveloperPaths.Violations(scratch.Tree, "/opt/husk-checkout"));
    }

    [Fact]
    public void What_is_built_is_not_read()
    {
        using ScratchTree scratch = new ScratchTree().With("out/obj/One.cs", "").With("src/A/obj/One.cs", "")
            .With("src/A/bin/One.cs", "");

        Assert.Empty(scratch.Tree.Files);
    }
}
