// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Checks;

/// <summary>All rules there are; docs.docker.com, "Build checks".</summary>
public static class CheckRules
{
    internal static readonly CheckRule StageNameCasing =
        new("StageNameCasing", "Stage names should be lowercase", "stage-name-casing");

    internal static readonly CheckRule FromAsCasing =
        new("FromAsCasing", "The 'as' keyword should match the case of the 'from' keyword", "from-as-casing");

    internal static readonly CheckRule NoEmptyContinuation = new("NoEmptyContinuation",
        "Empty continuation lines will become errors in a future release", "no-empty-continuation");

    internal static readonly CheckRule ConsistentInstructionCasing = new("ConsistentInstructionCasing",
        "All commands within the Dockerfile should use the same casing (either upper or lower)",
        "consistent-instruction-casing");

    internal static readonly CheckRule DuplicateStageName =
        new("DuplicateStageName", "Stage names should be unique", "duplicate-stage-name");

    internal static readonly CheckRule ReservedStageName =
        new("ReservedStageName", "Reserved words should not be used as stage names", "reserved-stage-name");

    internal static readonly CheckRule JsonArgsRecommended = new("JSONArgsRecommended",
        "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals",
        "json-args-recommended");

    internal static readonly CheckRule MaintainerDeprecated = new("MaintainerDeprecated",
        "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
        "maintainer-deprecated");

    internal static readonly CheckRule UndefinedArgInFrom =
        new("UndefinedArgInFrom", "FROM command must use declared ARGs", "undefined-arg-in-from");

    internal static readonly CheckRule WorkdirRelativePath = new("WorkdirRelativePath",
        "Relative workdir without an absolute workdir declared within the build can have unexpected results if the base image changes", "workdir-relative-path");

    internal static readonly CheckRule UndefinedVar =
        new("UndefinedVar", "Variables should be defined before their use", "undefined-var");

    internal static readonly CheckRule MultipleInstructionsDisallowed = new("MultipleInstructionsDisallowed",
        "Multiple instructions of the same type should not be used in the same stage",
        "multiple-instructions-disallowed");

    internal static readonly CheckRule LegacyKeyValueFormat = new("LegacyKeyValueFormat",
        "Legacy key/value format with whitespace separator should not be used", "legacy-key-value-format");

    internal static readonly CheckRule RedundantTargetPlatform = new("RedundantTargetPlatform",
        "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior",
        "redundant-target-platform");

    internal static readonly CheckRule SecretsUsedInArgOrEnv = new("SecretsUsedInArgOrEnv",
        "Sensitive data should not be used in the ARG or ENV commands", "secrets-used-in-arg-or-env");

    internal static readonly CheckRule InvalidDefaultArgInFrom = new("InvalidDefaultArgInFrom",
        "Default value for global ARG results in an empty or invalid base image name", "invalid-default-arg-in-from");

    internal static readonly CheckRule InvalidBaseImagePlatform = new("InvalidBaseImagePlatform",
        "Base image platform does not match expected target platform", "invalid-base-image-platform");

    internal static readonly CheckRule FromPlatformFlagConstDisallowed = new("FromPlatformFlagConstDisallowed",
        "FROM --platform flag should not use a constant value", "from-platform-flag-const-disallowed");

    internal static readonly CheckRule CopyIgnoredFile =
        new("CopyIgnoredFile", "Attempting to Copy file that is excluded by .dockerignore", "copy-ignored-file");

    internal static readonly CheckRule InvalidDefinitionDescription = new("InvalidDefinitionDescription",
        "Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If this is not intended to be a description comment, add an empty line or comment between the instruction and the comment.", "invalid-definition-description", IsExperimental: true);

    internal static readonly CheckRule ExposeProtoCasing =
        new("ExposeProtoCasing", "Protocol in EXPOSE instruction should be lowercase", "expose-proto-casing");

    internal static readonly CheckRule ExposeInvalidFormat = new("ExposeInvalidFormat",
        "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in a future release", "expose-invalid-format");

    /// <summary>In alphabetical order.</summary>
    public static IReadOnlyList<CheckRule> All { get; } =
    [
        ConsistentInstructionCasing, CopyIgnoredFile, DuplicateStageName, ExposeInvalidFormat, ExposeProtoCasing,
        FromAsCasing,
        FromPlatformFlagConstDisallowed, InvalidBaseImagePlatform, InvalidDefaultArgInFrom,
        InvalidDefinitionDescription, JsonArgsRecommended,
        LegacyKeyValueFormat, MaintainerDeprecated, MultipleInstructionsDisallowed, NoEmptyContinuation,
        RedundantTargetPlatform,
        ReservedStageName, SecretsUsedInArgOrEnv, StageNameCasing, UndefinedArgInFrom, UndefinedVar,
        WorkdirRelativePath,
    ];
}
