// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Building;

namespace Husk.Cli.Commands.Build;

/// <summary>What is asked for instead of a build: <c>--call METHOD[,format=text|json]</c>, <c>--check</c>.</summary>
internal sealed record BuildCall(BuildQuestion Question, bool IsJson)
{
    /// <summary>Null for a build.</summary>
    public static BuildCall? Of(Invocation call)
    {
        string[] words = (call.Flags.Bool("check") ? "check" : call.Flags.String("call") ?? "").Split(',');
        bool isJson = false;
        foreach (string word in words.Skip(1))
        {
            if (word is not ("format=text" or "format=json"))
            {
                throw new EngineException(EngineFault.InvalidArgument,
                    $"invalid call option \"{word}\": there are format=text and format=json");
            }
            isJson = word == "format=json";
        }

        return words[0] switch
        {
            "build" or "" => null,
            "check" or "lint" => new BuildCall(BuildQuestion.Check, isJson),
            "outline" => new BuildCall(BuildQuestion.Outline, isJson),
            "targets" => new BuildCall(BuildQuestion.Targets, isJson),
            string other =>
                throw new EngineException(EngineFault.InvalidArgument,
                    $"invalid call method \"{other}\": there are build, check, outline and targets"),
        };
    }
}
