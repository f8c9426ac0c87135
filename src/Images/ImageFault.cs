// SPDX-License-Identifier: Apache-2.0
namespace Husk.Images;

/// <summary>Why something could not be done with an image.</summary>
public enum ImageFault
{
    /// <summary>There is no such image, layer, blob or repository.</summary>
    NotFound,

    /// <summary>Something else uses it, or has the name.</summary>
    Conflict,

    /// <summary>What was asked for makes no sense.</summary>
    InvalidArgument,

    /// <summary>Content is not what its digest, size or format says.</summary>
    Corrupt,

    /// <summary>Content that may not be taken: it reaches out of its root, or beyond a limit.</summary>
    Refused,

    /// <summary>A registry wants credentials, or does not take those it got.</summary>
    Unauthorized,

    /// <summary>A registry answered with an error, or did not answer.</summary>
    Unavailable,
}
