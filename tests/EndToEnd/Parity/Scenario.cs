// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.EndToEnd.Parity;

/// <summary>Steps that belong together; each scenario begins without containers.</summary>
internal sealed record Scenario(string Title, IReadOnlyList<Step> Steps);
