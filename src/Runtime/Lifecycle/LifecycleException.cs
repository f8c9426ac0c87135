// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// A verb that does not fit the container's state, or a container that is not there. The message is one line.
/// </summary>
internal class LifecycleException(string message, Exception? inner = null) : Exception(message, inner);
