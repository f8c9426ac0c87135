// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Images;

/// <summary>
/// What was asked of images cannot be done: one line that says what was tried, on what, and what to do.
/// </summary>
public class ImageException : Exception
{
    public ImageException(ImageFault fault, string message)
        : base(message) => Fault = fault;

    public ImageException(ImageFault fault, string message, Exception cause)
        : base(message, cause) => Fault = fault;

    /// <summary>The kind, from which an entry point takes its exit code or HTTP status.</summary>
    public ImageFault Fault { get; }
}
