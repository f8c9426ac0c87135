// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Cli.CommandLine;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests.Run;

/// <summary>What is wrong with a command line, in docker's words.</summary>
public sealed class RunErrorTests
{
    [Theory]
    [InlineData("-m 12x", "invalid argument \"12x\" for \"-m, --memory\" flag: invalid suffix: 'x'")]
    [InlineData("-m x", "invalid argument \"x\" for \"-m, --memory\" flag: invalid size: 'x'")]
    [InlineData("-m -5m", "invalid argument \"-5m\" for \"-m, --memory\" flag: invalid size: '-5m'")]
    [InlineData("--memory 1kk", "invalid argument \"1kk\" for \"-m, --memory\" flag: invalid suffix: 'kk'")]
    [InlineData("--memory-swap -2", "invalid argument \"-2\" for \"--memory-swap\" flag: invalid size: '-2'")]
    [InlineData("--cpus x", "invalid argument \"x\" for \"--cpus\" flag: failed to parse x as a rational number")]
    [InlineData("--cpus 0.1234567891", "invalid argument \"0.1234567891\" for \"--cpus\" flag: value is too precise")]
    [InlineData("--cpu-shares x",
        "invalid argument \"x\" for \"-c, --cpu-shares\" flag: strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("--blkio-weight x",
        "invalid argument \"x\" for \"--blkio-weight\" flag: strconv.ParseUint: parsing \"x\": invalid syntax")]
    [InlineData("--blkio-weight-device /dev/a:5",
        "invalid argument \"/dev/a:5\" for \"--blkio-weight-device\" flag: invalid weight for device: /dev/a:5")]
    [InlineData("--device-read-bps a:1",
        "invalid argument \"a:1\" for \"--device-read-bps\" flag: bad format for device path: a:1")]
    [InlineData("--device-read-iops /dev/a:x",
        "invalid argument \"/dev/a:x\" for \"--device-read-iops\" flag: invalid rate for device: /dev/a:x. The correct format is <device-path>:<number>. Number must be a positive integer")]
    [InlineData("-a stdfoo",
        "invalid argument \"stdfoo\" for \"-a, --attach\" flag: valid streams are STDIN, STDOUT and STDERR")]
    [InlineData("-e =x", "invalid argument \"=x\" for \"-e, --env\" flag: invalid environment variable: =x")]
    [InlineData("-l =x", "invalid argument \"=x\" for \"-l, --label\" flag: invalid label '=x': empty name")]
    [InlineData("--sysctl vm.x=1", "invalid argument \"vm.x=1\" for \"--sysctl\" flag: sysctl 'vm.x=1' is not allowed")]
    [InlineData(
        "--ulimit nofile", "invalid argument \"nofile\" for \"--ulimit\" flag: invalid ulimit argument: nofile")]
    [InlineData("--ulimit foo=1", "invalid argument \"foo=1\" for \"--ulimit\" flag: invalid ulimit type: foo")]
    [InlineData("--ulimit nofile=3:2",
        "invalid argument \"nofile=3:2\" for \"--ulimit\" flag: ulimit soft limit must be less than or equal to hard limit: 3 > 2")]
    [InlineData("--dns x", "invalid argument \"x\" for \"--dns\" flag: IP address is not correctly formatted: x")]
    [InlineData("--dns 1.2.3",
        "invalid argument \"1.2.3\" for \"--dns\" flag: IP address is not correctly formatted: 1.2.3")]
    [InlineData("--dns 010.2.3.4",
        "invalid argument \"010.2.3.4\" for \"--dns\" flag: IP address is not correctly formatted: 010.2.3.4")]
    [InlineData("--dns fe80::1%eth0",
        "invalid argument \"fe80::1%eth0\" for \"--dns\" flag: IP address is not correctly formatted: fe80::1%eth0")]
    [InlineData("--dns-search !", "invalid argument \"!\" for \"--dns-search\" flag: ! is not a valid domain")]
    [InlineData(
        "--dns-search x_y.z", "invalid argument \"x_y.z\" for \"--dns-search\" flag: x_y.z is not a valid domain")]
    [InlineData(
        "--dns-search -x.z", "invalid argument \"-x.z\" for \"--dns-search\" flag: -x.z is not a valid domain")]
    [InlineData("--add-host x:1.2.3",
        "invalid argument \"x:1.2.3\" for \"--add-host\" flag: invalid IP address in add-host: \"1.2.3\"")]
    [InlineData("--cpus 1/0", "invalid argument \"1/0\" for \"--cpus\" flag: failed to parse 1/0 as a rational number")]
    [InlineData("--cpus 1/3", "invalid argument \"1/3\" for \"--cpus\" flag: value is too precise")]
    [InlineData("--add-host x", "invalid argument \"x\" for \"--add-host\" flag: bad format for add-host: \"x\"")]
    [InlineData(
        "--add-host x:y", "invalid argument \"x:y\" for \"--add-host\" flag: invalid IP address in add-host: \"y\"")]
    [InlineData("--link a:b:c", "invalid argument \"a:b:c\" for \"--link\" flag: bad format for links: a:b:c")]
    [InlineData("--device-cgroup-rule x",
        "invalid argument \"x\" for \"--device-cgroup-rule\" flag: invalid device cgroup format 'x'")]
    [InlineData("--health-interval 5",
        "invalid argument \"5\" for \"--health-interval\" flag: time: missing unit in duration \"5\"")]
    [InlineData(
        "--health-interval x", "invalid argument \"x\" for \"--health-interval\" flag: time: invalid duration \"x\"")]
    [InlineData(
        "--mount type=bind,src=/a", "invalid argument \"type=bind,src=/a\" for \"--mount\" flag: target is required")]
    [InlineData("--mount foo=1,target=/a",
        "invalid argument \"foo=1,target=/a\" for \"--mount\" flag: unexpected key 'foo' in 'foo=1'")]
    [InlineData("--mount foo,target=/a",
        "invalid argument \"foo,target=/a\" for \"--mount\" flag: invalid field 'foo' must be a key=value pair")]
    [InlineData("--mount type=tmpfs,target=/a,volume-nocopy",
        "invalid argument \"type=tmpfs,target=/a,volume-nocopy\" for \"--mount\" flag: cannot mix 'volume-*' options with mount type 'tmpfs'")]
    [InlineData("--mount type=bind,src=/a,target=/a,bind-recursive=readonly,ro",
        "invalid argument \"type=bind,src=/a,target=/a,bind-recursive=readonly,ro\" for \"--mount\" flag: option 'bind-recursive=readonly' requires 'bind-propagation=rprivate' to be specified in conjunction")]
    [InlineData("--mount type=bind,src=/a,target=/a,ro=maybe",
        "invalid argument \"type=bind,src=/a,target=/a,ro=maybe\" for \"--mount\" flag: invalid value for ro: maybe")]
    [InlineData(
        "--network name=a,foo=b", "invalid argument \"name=a,foo=b\" for \"--network\" flag: invalid field key foo")]
    [InlineData("--nonsense", "unknown flag: --nonsense")]
    public void A_wrong_value_names_its_flag(string line, string message)
    {
        var failure = Assert.Throws<UsageException>(() => Parse(line));
        Assert.Equal((message, 125), (failure.Message, failure.ExitCode));
    }

    [Theory]
    [InlineData("-d -a stdin", "conflicting options: cannot specify both --attach and --detach")]
    [InlineData("--rm --restart always", "conflicting options: cannot specify both --restart and --rm")]
    [InlineData("--restart :3", "invalid restart policy format: no policy provided before colon")]
    [InlineData("--restart on-failure:x", "invalid restart policy format: maximum retry count must be an integer")]
    [InlineData("--no-healthcheck --health-cmd x", "--no-healthcheck conflicts with --health-* options")]
    [InlineData("--health-retries -1", "--health-retries cannot be negative")]
    [InlineData("--health-timeout -1s", "--health-timeout cannot be negative")]
    [InlineData("--pid x", "--pid: invalid PID mode")]
    [InlineData("--uts x", "--uts: invalid UTS mode")]
    [InlineData("--userns x", "--userns: invalid USER mode")]
    [InlineData("--cgroupns x", "--cgroupns: invalid CGROUP mode")]
    [InlineData("--memory-swappiness 101", "invalid value: 101. Valid memory swappiness range is 0-100")]
    [InlineData("--security-opt foo", "Invalid --security-opt: \"foo\"")]
    [InlineData("--security-opt seccomp=/no/such",
        "opening seccomp profile (/no/such) failed: open /no/such: no such file or directory")]
    [InlineData("--env-file /no/such", "open /no/such: no such file or directory")]
    [InlineData("--env-file ", "open : no such file or directory")]
    [InlineData("--label-file /tmp", "invalid env file (/tmp): read /tmp: is a directory")]
    [InlineData("--storage-opt x", "invalid storage option")]
    [InlineData("--log-driver none --log-opt a=b", "invalid logging opts for driver none")]
    [InlineData("--pull often", "invalid pull option: 'often': must be one of \"always\", \"missing\" or \"never\"")]
    [InlineData("--device /dev/a:/dev/b:x", "bad mode specified: x")]
    [InlineData("--device a", "a is not an absolute path")]
    [InlineData("--device vendor.com/class=name",
        "could not select device driver \"cdi\" with capabilities: []: husk reads no CDI specifications; pass the devices of vendor.com/class=name on by their paths")]
    [InlineData("-v ", "invalid empty volume spec")]
    [InlineData("-v :/a", "invalid spec: :/a: empty section between colons")]
    [InlineData("-v a:b:c:d", "invalid spec: a:b:c:d: too many colons")]
    [InlineData("--network ", "no name set for network")]
    [InlineData("--expose 1:2", "invalid port format for --expose: 1:2")]
    [InlineData("-p 1:2:3:x", "invalid IP address: 1:2")]
    [InlineData("-p x", "invalid containerPort: x")]
    [InlineData("-p x:1", "invalid hostPort: x")]
    [InlineData("-p 1/foo", "invalid proto: foo")]
    [InlineData("-p 1-3:1-2", "invalid ranges specified for container and host Ports: 1-2 and 1-3")]
    [InlineData("-p 1:", "no port specified: 1:<empty>")]
    [InlineData("--network-alias a", "network-scoped aliases are only supported for user-defined networks")]
    [InlineData("--network a --network a", "network \"a\" is specified multiple times")]
    [InlineData("--network a --network host",
        "conflicting options: cannot attach both user-defined and non-user-defined network-modes")]
    [InlineData("--network name=a,ip=1.2.3.4 --ip 1.2.3.5",
        "conflicting options: cannot specify both --ip and per-network IPv4 address")]
    [InlineData("--mac-address x", "x is not a valid mac address")]
    [InlineData("--isolation hyperv", "invalid isolation 'hyperv' on linux")]
    public void What_does_not_go_together_is_told(string line, string message)
    {
        Assert.Equal(message, Assert.Throws<RequestException>(() => Parse(line)).Message);
    }

    [Fact]
    public void Gpus_are_refused_with_a_way_around()
    {
        string message = Assert.Throws<RequestException>(() => Parse("--gpus all")).Message;
        Assert.Contains("could not select device driver \"\" with capabilities: [[gpu]]", message);
        Assert.Contains("--device", message);
    }

    [Theory]
    [InlineData("a b=1", "variable 'a b' contains whitespaces")]
    [InlineData("=1", "no variable name on line '=1'")]
    public void A_wrong_line_in_a_file_is_told(string line, string message)
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["env"], line);
        Assert.Equal($"invalid env file ({scratch["env"]}): {message}",
            Assert.Throws<RequestException>(() => Parse("--env-file " + scratch["env"])).Message);
    }

    private static void Parse(string line) => RunFlagTests.Parse([.. line.Split(' '), "busybox"]);
}
