// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using System.Threading;
using Husk.Build.Syntax;
using Husk.Build.Syntax.Instructions;

namespace Husk.Build.Graph;

/// <summary>What the steps of a stage are called: <c>[build 2/5] RUN make</c>.</summary>
internal sealed class StageNames
{
    private readonly string _stage;
    private readonly int _total;
    private int _count;

    /// <param name="stage">The stage.</param>
    /// <param name="isOnly">Whether the Dockerfile has no other.</param>
    /// <param name="takesImage">Whether the stage begins with an image that a registry may have.</param>
    /// <param name="triggers">How many steps its base adds to its own.</param>
    public StageNames(Stage stage, bool isOnly, bool takesImage, int triggers)
    {
        _stage = isOnly
            ? ""
            : (stage.Name ?? string.Create(CultureInfo.InvariantCulture, $"stage-{stage.Index}")) + " ";
        _total = (takesImage ? 1 : 0) + triggers + stage.Instructions.Count(IsStep);
    }

    /// <summary>Whether people see an instruction as a step: it may change files.</summary>
    public static bool IsStep(Instruction instruction) =>
        instruction is RunInstruction or CopyInstruction or AddInstruction or WorkdirInstruction;

    public string Next(string text)
    {
        string total = _total.ToString(CultureInfo.InvariantCulture);
        string number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture).PadLeft(total.Length);
        return $"[{_stage}{number}/{total}] {text}";
    }
}
