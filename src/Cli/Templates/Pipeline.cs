// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Cli.Templates;

/// <summary><c>$v := a x | b</c>: commands, each of which gets the value of the one before as its last
/// argument.</summary>
/// <param name="Variables">What is declared or set; with range one or two.</param>
/// <param name="Declares">Whether they are new (<c>:=</c>).</param>
/// <param name="Commands">Each a list of operands, the first of which may be a function.</param>
internal sealed record Pipeline(string[] Variables, bool Declares, List<List<Operand>> Commands);
