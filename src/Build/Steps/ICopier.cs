// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;

namespace Husk.Build.Steps;

/// <summary>What COPY and ADD do.</summary>
public interface ICopier
{
    /// <summary>
    /// The digest of all that would be copied, with what docker counts of it: names, modes, owners, content, links,
    /// extended attributes, and no times. Of a URL or a repository what is there now.
    /// </summary>
    /// <exception cref="System.Exception">A source is not there; in docker's words.</exception>
    Digest Digest(CopyRequest request, IStepProgress progress, CancellationToken cancel);

    /// <summary>Copies into a tree; links in it do not lead out of it.</summary>
    /// <param name="request">What.</param>
    /// <param name="root">The tree, absolute.</param>
    /// <param name="users">Whom the names of <c>--chown</c> mean in that tree.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancel">Ends it.</param>
    void Copy(
        CopyRequest request, string root, Func<string, User> users, IStepProgress progress, CancellationToken cancel);
}
