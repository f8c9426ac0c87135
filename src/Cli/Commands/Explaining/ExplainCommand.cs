// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Explaining;
using Husk.Cli.Explaining.Html;
using Husk.Engine;
using Husk.Engine.Explaining;

namespace Husk.Cli.Commands.Explaining;

internal static class ExplainCommand
{
    public static readonly Command Row = new(["container explain", "explain"], "CONTAINER [PATH...]",
        "Explain what a container is made of, and where its files come from")
    {
        Count = (1, int.MaxValue),
        Description = """
            Explain what a container is made of, and where its files come from

            'husk explain run' explains a run before it, 'husk explain network' the path of a packet.
            A container of one of these names is meant by 'husk container explain'.
            """,
        Flags = ExplanationFormat.Flags,
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        string[] paths = call.Arguments[1..];
        foreach (string path in paths)
        {
            if (!path.StartsWith('/'))
            {
                throw new EngineException(
                    EngineFault.InvalidArgument, $"{path} is not a path from the container's root: begin it with /");
            }
        }

        ExplainedContainer container = call.Containers.Explain(call.Arguments[0], paths);
        return Task.FromResult(ExplanationFormat.Write(
            call, container, ExplanationJson.Default.ExplainedContainer,
            container => paths.Length > 0 ? FileText.Of(container) : ContainerText.Of(container), ContainerPage.Of));
    }
}
