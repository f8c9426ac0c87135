// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Build.Copying;

namespace Husk.Build.Tests.Copying;

/// <summary>Where files go and what they become; the reference, "COPY", and BuildKit's
/// dockerfile_copy_test.go.</summary>
public sealed class CopyTests
{
    [Theory]
    [InlineData("COPY f /x", "x f 644 0:0")]
    [InlineData("COPY f /x/", "x d 755 0:0\nx/f f 644 0:0")]
    [InlineData("COPY f a/b/x", "a d 755 0:0\na/b d 755 0:0\na/b/x f 644 0:0")]
    [InlineData("COPY f .", "f f 644 0:0")]
    [InlineData("COPY run g f /x/", "x d 755 0:0\nx/f f 644 0:0\nx/g f 600 0:0\nx/run f 755 0:0")]
    [InlineData("COPY d /x", "x d 755 0:0\nx/e d 700 0:0\nx/e/h f 644 0:0\nx/l l 777 0:0 e/h")]
    [InlineData("COPY d/ d/e /x", "x d 755 0:0\nx/e d 700 0:0\nx/e/h f 644 0:0\nx/h f 644 0:0\nx/l l 777 0:0 e/h")]
    [InlineData("COPY d/l /x", "x f 644 0:0")]
    [InlineData("COPY ../../../f /../x", "x f 644 0:0")]
    [InlineData("COPY --chown=12 d/e /x", "x d 755 12:12\nx/h f 644 12:12")]
    [InlineData("COPY --chown=12:13 f /x/y", "x d 755 7:8\nx/y f 644 7:8")]
    [InlineData("COPY --chown=www:www f /x/y", "x d 755 33:34\nx/y f 644 33:34")]
    [InlineData("COPY --chmod=640 d/e /x", "x d 640 0:0\nx/h f 640 0:0")]
    [InlineData("COPY --chmod=u=rwX,go=rX d /x", "x d 755 0:0\nx/e d 755 0:0\nx/e/h f 644 0:0\nx/l l 777 0:0 e/h")]
    [InlineData("COPY --exclude=e --exclude=*.none d /x", "x d 755 0:0\nx/l l 777 0:0 e/h")]
    [InlineData("COPY --exclude=** --exclude=!e/h d /x", "x d 755 0:0\nx/e d 700 0:0\nx/e/h f 644 0:0")]
    [InlineData(
        "COPY --parents d/e/h f /x", "x d 755 0:0\nx/d d 755 0:0\nx/d/e d 700 0:0\nx/d/e/h f 644 0:0\nx/f f 644 0:0")]
    [InlineData("COPY --parents d/./e/h /x/", "x d 755 0:0\nx/e d 700 0:0\nx/e/h f 644 0:0")]
    [InlineData("COPY --parents **/h /x/", "x d 755 0:0\nx/d d 755 0:0\nx/d/e d 700 0:0\nx/d/e/h f 644 0:0")]
    [InlineData("COPY [\"with space\", \"/x y\"]", "x y f 644 0:0")]
    [InlineData("COPY <<a <<b /x/\n1\na\n2\nb", "x d 755 0:0\nx/a f 644 0:0\nx/b f 644 0:0")]
    [InlineData("COPY --chmod=700 --chown=12 <<a /x\n1\na", "x f 700 12:12")]
    public void Files_are_where_docker_puts_them(string instruction, string files)
    {
        using var scene = new CopyScene("cd context; echo f > f; echo g > g; chmod 600 g; echo r > run; chmod 755 run; mkdir -p d/e; chmod 700 d/e; echo h > d/e/h; ln -s e/h d/l; echo s > 'with space'; chown -R 1000:1000 .");

        Assert.Equal(files, scene.Copy(instruction));
    }

    [Theory]
    [InlineData("COPY *.txt /x/", "x d\nx/a.txt f\nx/b.txt f")]
    [InlineData("COPY ?.txt one/*.md /x/", "x d\nx/a.txt f\nx/b.txt f\nx/c.md f")]
    [InlineData("COPY [^b].txt /x/", "x d\nx/a.txt f")]
    [InlineData("COPY [!b].txt /x/", "x d\nx/b.txt f")]
    [InlineData("COPY */*.md /x/", "x d\nx/c.md f")]
    [InlineData("COPY *.none /x/", "x d")]
    [InlineData("COPY one* /x/", "x d\nx/c.md f\nx/d f")]
    [InlineData("COPY odd[[]0].x /x/", "x d\nx/odd[0].x f")]
    [InlineData("COPY li*k /x/", "x d\nx/link f")]
    public void Stars_are_Gos(string instruction, string files)
    {
        using var scene = new CopyScene("cd context; touch a.txt b.txt 'odd[0].x' none; mkdir one onetwo; touch one/c.md onetwo/d; ln -s a.txt link");

        Assert.Equal(files, scene.Copy(instruction, "%P %y"));
    }

    [Theory]
    [InlineData("*.log\n!keep.log", "COPY . /", "keep.log,src/b.log,src/c.txt,src/deep/d.log,.dockerignore")]
    [InlineData("**/*.log", "COPY . /", "src/c.txt,src/deep,.dockerignore")]
    [InlineData("src\n!src/deep/d.log\n.dockerignore", "COPY . /", "a.log,keep.log,src/deep/d.log")]
    [InlineData("*\n!src/c.txt", "COPY s* /x/", "x/c.txt")]
    [InlineData("src/deep", "COPY src /", "b.log,c.txt")]
    [InlineData("src/deep/d.log", "COPY --parents src/deep src/c.txt /", "src/c.txt,src/deep")]
    public void What_dockerignore_names_is_not_there(string ignore, string instruction, string files)
    {
        using var scene =
            new CopyScene("cd context; mkdir -p src/deep; touch a.log keep.log src/b.log src/c.txt src/deep/d.log");
        scene.Run($"printf '{ignore.Replace("\n", "\\n")}' > context/.dockerignore");

        scene.Copy(instruction);

        // The leaves.
        Assert.Equal(
            string.Join(
                '\n', new System.Collections.Generic.SortedSet<string>(files.Split(','), StringComparer.Ordinal)),
            string.Join('\n', System.Linq.Enumerable.Order(scene.Leaves(), StringComparer.Ordinal)));
    }

    [Fact]
    public void What_is_there_is_written_over_and_directories_are_merged()
    {
        using var scene = new CopyScene("""
            mkdir -p context/d/sub image/x/sub; echo new > context/d/f; echo new > context/d/sub/g; chmod 700 context/d/sub
            echo old > image/x/f; echo kept > image/x/sub/kept; ln -s nowhere image/x/l; echo new > context/d/l; chmod 750 image/x
            """);

        Assert.Equal("x d 750\nx/f f 644\nx/l f 644\nx/sub d 700\nx/sub/g f 644\nx/sub/kept f 644",
            scene.Copy("COPY d /x", "%P %y %m"));
        Assert.Equal("new\n", scene.Content("x/f"));
    }

    [Fact]
    public void Names_of_one_file_stay_names_of_one_file_with_times_and_attributes()
    {
        using var scene = new CopyScene("""
            mkdir context/d; cd context/d; echo one > a; ln a b; touch -d 2001-02-03T04:05:06Z a; setfattr -n user.note -v kept a; mkfifo p
            truncate -s 1M hole
            """);

        string[] copied = scene.Copy("COPY d /x", "%P %n %Ts").Split('\n');
        Assert.Contains("x/a 2 981173106", copied);
        Assert.Contains("x/b 2 981173106", copied);
        Assert.Equal("kept",
            Linux.Tests.Command.Shell($"getfattr --absolute-names --only-values -n user.note {scene.Image}/x/b"));
        Assert.Equal("0", Linux.Tests.Command.Shell($"stat -c %b {scene.Image}/x/hole").Trim());
    }

    [Theory]
    [InlineData("COPY f /link/x", "target/x")]
    [InlineData("COPY f /link", "target/f")]
    [InlineData("COPY f /absolute/x", "target/x")]
    [InlineData("COPY f /file", "target/elsewhere")]
    [InlineData("COPY f /out/x", "x")]
    [InlineData("COPY --link f /link/x", "link/x")]
    public void Links_in_the_image_are_followed_inside_it(string instruction, string made)
    {
        using var scene = new CopyScene("echo f > context/f; cd image; mkdir target; ln -s target link; ln -s /target absolute; ln -s target/elsewhere file; ln -s ../../../../.. out");

        scene.Copy(instruction);

        Assert.Equal("f\n", scene.Content(made));
        Assert.Equal("f", Linux.Tests.Command.Shell(
            $"cd {scene.Image}; find -type f -printf %f | sed 's/x\\|elsewhere/f/'").Trim());
    }

    [Theory]
    [InlineData("COPY ../secret /x", "failed to compute cache key: \"/secret\": not found")]
    [InlineData("COPY out /x", "failed to compute cache key: \"/out\": not found")]
    [InlineData("COPY missing /x", "failed to compute cache key: \"/missing\": not found")]
    [InlineData("COPY f/below /x", "failed to compute cache key: \"/f/below\": not found")]
    [InlineData("COPY --parents d/missing /x", "failed to compute cache key: \"/d/missing\": not found")]
    [InlineData("COPY ignored /x", "failed to compute cache key: \"/ignored\": not found: .dockerignore leaves it out")]
    [InlineData("COPY f[ /x", "syntax error in pattern: f[")]
    [InlineData("COPY f g /x",
        "When using COPY with more than one source file, the destination must be a directory and end with a /")]
    [InlineData("COPY f /there/f/", "cannot copy to non-directory: /there/f")]
    [InlineData("COPY d /over", "cannot replace to directory name with file")]
    [InlineData("COPY e /over2", "cannot copy to non-directory: name")]
    [InlineData(
        "COPY --chmod=9 f /x", "invalid chmod parameter: '9'. it should be octal string and between 0 and 07777")]
    [InlineData("COPY https://example.org/x.tar /x", "source can't be a URL for COPY")]
    [InlineData("COPY https://example.org/x.git#main /x", "source can't be a git ref for COPY")]
    [InlineData("ADD --checksum=sha256:0 f /x", "checksum requires HTTP(S) or Git sources")]
    [InlineData("ADD --checksum=sha256:0 https://example.org/f /x", "invalid checksum digest format: sha256:0")]
    public void What_cannot_be_copied_is_told(string instruction, string message)
    {
        using var scene = new CopyScene("""
            echo s > secret; ln -s ../secret context/out; echo ignored > context/.dockerignore; mkdir context/d context/e context/e/name
            touch context/f context/g context/ignored context/d/name; mkdir -p image/there image/over/name image/over2; touch image/there/f image/over2/name
            """);

        Assert.Equal(message, Assert.Throws<CopyException>(() => scene.Copy(instruction)).Message);
    }

    [Fact]
    public void A_relative_destination_is_the_working_directorys()
    {
        using var scene = new CopyScene("echo f > context/f") { WorkingDirectory = "/a/b" };

        scene.Copy("COPY f .");
        scene.Copy("COPY f ../x");

        Assert.Equal("a d\na/b d\na/b/f f\na/x f", scene.Shown("%P %y"));
    }
}
