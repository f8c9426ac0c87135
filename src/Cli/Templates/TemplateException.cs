// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Cli.Templates;

/// <summary>A template does not parse, or cannot be carried out on what it was given. The words are Go's.</summary>
internal sealed class TemplateException(string message) : Exception(message);
