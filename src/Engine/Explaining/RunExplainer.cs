// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Engine.Explaining.Phases;
using Husk.Engine.Explaining.Shell;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Explaining;

/// <summary>Words for what a rehearsal has found out. Pure.</summary>
internal static class RunExplainer
{
    public static ExplainedRun Explain(RunFacts facts)
    {
        using JsonDocument config = JsonDocument.Parse(RuntimeSpecJson.Write(facts.Spec));
        return new ExplainedRun
        {
            Image = facts.Container.Config.Image,
            ImageId = facts.Image.Id.ToString(),
            ContainerId = facts.Container.Id,
            Directory = facts.Paths.Directory,
            Name = facts.Container.Name,
            Command = facts.Spec.Process?.Args ?? [],
            Layers = facts.Layers,
            Namespaces = NamespaceWords.Planned(facts.Spec),
            Endpoints = EndpointWords.Of(facts.Network?.Sandbox.Endpoints ?? [], facts.Network?.Networks ?? []),
            Limits = LimitWords.Planned(facts.Spec.Linux?.Resources),
            Capabilities = facts.Spec.Process?.Capabilities?.Bounding ?? [],
            // As they are done: the image may be there for long, the rest is a container's own.
            Phases =
            [
                ImagePhase.Of(facts),
                FilesPhase.Of(facts),
                VolumePhase.Of(facts),
                NetworkPhase.Of(facts),
                ConfigurationPhase.Of(facts),
                MonitorPhase.Before(facts),
                CgroupPhase.Of(facts),
                KernelPhase.Of(facts),
                MonitorPhase.After(facts),
            ],
            Config = config.RootElement.Clone(),
            Script = RunScript.Of(facts),
        };
    }
}
