// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include <sys/socket.h>

#include "abi.h"

ROWS
{
    CONSTANT(AF_UNSPEC);
    CONSTANT(AF_UNIX);
    CONSTANT(AF_INET);
    CONSTANT(AF_INET6);
    CONSTANT(AF_NETLINK);
    CONSTANT(AF_PACKET);
    CONSTANT(AF_VSOCK);
    CONSTANT(SOCK_STREAM);
    CONSTANT(SOCK_DGRAM);
    CONSTANT(SOCK_RAW);
    CONSTANT(SOCK_SEQPACKET);

    CONSTANT(SOCK_CLOEXEC);
    CONSTANT(SOCK_NONBLOCK);

    CONSTANT(SHUT_RD);
    CONSTANT(SHUT_WR);
    CONSTANT(SHUT_RDWR);
    CONSTANT(SOL_SOCKET);
    CONSTANT(SOL_NETLINK);
    CONSTANT(SO_TYPE);
    CONSTANT(SO_ERROR);
    CONSTANT(SO_SNDBUF);
    CONSTANT(SO_RCVBUF);
    CONSTANT(SO_PASSCRED);
    CONSTANT(SO_PEERCRED);
    CONSTANT(SO_RCVTIMEO);
    CONSTANT(SO_SNDTIMEO);
    CONSTANT(SO_DOMAIN);
    CONSTANT(SCM_RIGHTS);
    CONSTANT(SCM_CREDENTIALS);
    CONSTANT(SOMAXCONN);

    CONSTANT(MSG_PEEK);
    CONSTANT(MSG_CTRUNC);
    CONSTANT(MSG_TRUNC);
    CONSTANT(MSG_DONTWAIT);
    CONSTANT(MSG_EOR);
    CONSTANT(MSG_NOSIGNAL);
    CONSTANT(MSG_CMSG_CLOEXEC);

    STRUCT(msghdr, struct msghdr);
    FIELD(msg_name);
    FIELD(msg_namelen);
    FIELD(msg_iov);
    FIELD(msg_iovlen);
    FIELD(msg_control);
    FIELD(msg_controllen);
    FIELD(msg_flags);
    END;

    STRUCT(cmsghdr, struct cmsghdr);
    FIELD(cmsg_len);
    FIELD(cmsg_level);
    FIELD(cmsg_type);
    END;

    STRUCT(ucred, struct ucred);
    FIELD(pid);
    FIELD(uid);
    FIELD(gid);
    END;
}
