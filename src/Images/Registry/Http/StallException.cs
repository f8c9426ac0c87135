// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images.Registry.Http;

/// <summary>Nothing moved on a connection for the time that the policy allows.</summary>
internal sealed class StallException(string host, TimeSpan time)
    : Exception($"{host} sent nothing for {time.TotalSeconds:0.#} s");
