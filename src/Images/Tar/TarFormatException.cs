// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images.Tar;

/// <summary>Bytes that are no tar archive. Who reads one says which.</summary>
public sealed class TarFormatException(string message) : Exception(message);
