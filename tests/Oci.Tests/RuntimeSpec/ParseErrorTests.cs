// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Text;
using Husk.Oci.RuntimeSpec;

namespace Husk.Oci.Tests;

public class ParseErrorTests
{
    [Theory]
    [InlineData("", "c.json:1:1: unexpected end of the file")]
    [InlineData("{", "c.json:1:2: unexpected end of the file after '{'")]
    [InlineData("{\n  \"root\": {\n  },\n}", "c.json:4:1: unexpected '}' after ','")]
    [InlineData("{\"hostname\": \"ü\", x}", "c.json:1:19: unexpected 'x' after ','")]
    [InlineData("{} {}", "c.json:1:4: unexpected '{' after '}'")]
    [InlineData("{\"hostname\": \"a\nb\"}", "c.json:1:16: unexpected byte 0x0a after 'a'")]
    [InlineData("{\"annotations\": tru}", "c.json:1:20: unexpected '}' after 'u'")]
    public void Text_that_is_not_JSON_is_refused_where_it_stops_being_JSON(string text, string message)
    {
        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(text), "c.json"));

        Assert.Equal(message, error.Message);
        Assert.Null(error.JsonPath);
    }

    [Theory]
    [InlineData("[]", "$", "c.json:1:1: $: expected an object, found an array")]
    [InlineData("null", "$", "c.json:1:1: $: expected an object, found null")]
    [InlineData(
        "{\"process\": {\n  \"args\": [\"a\", 1]}}",
        "$.process.args[1]",
        "c.json:2:17: $.process.args[1]: expected a string, found a number")]
    [InlineData(
        "{\"process\":{\"args\":[null]}}",
        "$.process.args[0]",
        "c.json:1:21: $.process.args[0]: expected a string, found null")]
    [InlineData("{\"mounts\":{}}", "$.mounts", "c.json:1:11: $.mounts: expected an array, found an object")]
    [InlineData("{\"mounts\":[{},[]]}", "$.mounts[1]", "c.json:1:15: $.mounts[1]: expected an object, found an array")]
    [InlineData(
        "{\"root\":{\"readonly\":\"yes\"}}",
        "$.root.readonly",
        "c.json:1:21: $.root.readonly: expected true or false, found a string")]
    [InlineData(
        "{\"linux\":{\"sysctl\":{\"net.ipv4.ip_forward\":1}}}",
        "$.linux.sysctl[\"net.ipv4.ip_forward\"]",
        "c.json:1:43: $.linux.sysctl[\"net.ipv4.ip_forward\"]: expected a string, found a number")]
    [InlineData(
        "{\"a\":[{},[1,[2]]],\"mounts\":[{\"options\":[]},{\"options\":[\"a\",true]}]}",
        "$.mounts[1].options[1]",
        "c.json:1:60: $.mounts[1].options[1]: expected a string, found true")]
    [InlineData(
        "{\"annotations\":{\"a\\nb\":false}}",
        "$.annotations[\"a\\nb\"]",
        "c.json:1:24: $.annotations[\"a\\nb\"]: expected a string, found false")]
    public void A_value_of_the_wrong_type_is_refused_with_its_place(string text, string path, string message)
    {
        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(text), "c.json"));

        Assert.Equal(message, error.Message);
        Assert.Equal(path, error.JsonPath);
    }

    [Theory]
    [InlineData("-1", "expected an integer from 0 to 4294967295, found -1")]
    [InlineData("4294967296", "expected an integer from 0 to 4294967295, found 4294967296")]
    [InlineData("1.0", "expected an integer from 0 to 4294967295, found 1.0")]
    [InlineData("1e2", "expected an integer from 0 to 4294967295, found 1e2")]
    [InlineData("\"0\"", "expected a number, found a string")]
    public void An_id_outside_its_range_is_refused(string value, string what)
    {
        string json = """{"process":{"user":{"uid":""" + value + "}}}";

        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(json), "c.json"));

        Assert.Equal($"c.json:1:27: $.process.user.uid: {what}", error.Message);
    }

    [Fact]
    public void The_ends_of_the_64_bit_ranges_are_read_and_one_beyond_is_refused()
    {
        Assert.Equal(long.MinValue, Limit("-9223372036854775808"));
        Assert.Equal(long.MaxValue, Limit("9223372036854775807"));
        Assert.Contains(
            "from -9223372036854775808 to 9223372036854775807, found 9223372036854775808",
            Refused("9223372036854775808"));
        Assert.Contains("found -9223372036854775809", Refused("-9223372036854775809"));

        static long? Limit(string value) => Parse(value).Memory!.Limit;
        static string Refused(string value) => Assert.Throws<SpecException>(() => Parse(value)).Message;
        static Resources Parse(string value) =>
            RuntimeSpecJson.ParseResources(Encoding.UTF8.GetBytes($$$"""{"memory":{"limit":{{{value}}}}}"""), "c.json");
    }

    [Fact]
    public void A_required_number_that_is_missing_is_not_zero()
    {
        var error = Assert.Throws<SpecException>(() =>
            RuntimeSpecJson.Parse("""{"linux":{"uidMappings":[{"containerID":0,"size":1}]}}"""u8, "c.json"));

        Assert.Equal("c.json:1:26: $.linux.uidMappings[0]: \"hostID\" is missing", error.Message);
    }

    [Theory]
    [InlineData("""{"root":{"path":"a\u0000b"}}""", "$.root.path")]
    [InlineData("""{"mounts":[{"destination":"/a\u0000"}]}""", "$.mounts[0].destination")]
    [InlineData("""{"process":{"env":["A=\u0000"]}}""", "$.process.env[0]")]
    [InlineData("""{"linux":{"sysctl":{"a\u0000":"1"}}}""", "$.linux.sysctl[\"a\\u0000\"]")]
    public void A_NUL_byte_in_what_the_kernel_reads_is_refused(string json, string path)
    {
        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(json), "c.json"));

        Assert.Equal(path, error.JsonPath);
        Assert.EndsWith($"{path}: contains a NUL byte", error.Message);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse("""{"hostname":"\ud800"}"""u8, "c.json"));

        Assert.Equal("c.json:1:13: $.hostname: is not valid UTF-8", error.Message);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_refused()
    {
        byte[] json = [.. "{\"hostname\":\""u8, 0xff, .. "\"}"u8];

        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(json, "c.json"));

        Assert.Equal("c.json:1:13: $.hostname: is not valid UTF-8", error.Message);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        string json = new StringBuilder().Append("{\"x\":").Append('[', 100_000).ToString();

        var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(Encoding.UTF8.GetBytes(json), "c.json"));

        Assert.StartsWith("c.json:1:", error.Message);
        Assert.Contains("unexpected '['", error.Message);
    }

    [Fact]
    public void Whatever_is_wrong_is_said_on_one_line()
    {
        byte[] right = File.ReadAllBytes(Path.Combine("Golden", "every-member.json"));
        var random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            byte[] wrong = [.. right];
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                wrong[random.Next(wrong.Length)] = (byte)"{}[]\"\\,:0-eE.ntf \n\0\u00fc"[random.Next(20)];
            var error = Record.Exception(() => RuntimeSpecJson.Parse(wrong, "c.json"));
            if (error is null)
                continue;
            refused++;
            Assert.IsType<SpecException>(error);
            Assert.Matches("^c\\.json:[0-9]+:[0-9]+: [^\\n]+$", error.Message);
        }

        Assert.InRange(refused, 2500, 4999);
    }

    [Fact]
    public void Every_prefix_of_a_config_is_refused_on_one_line()
    {
        byte[] whole = RuntimeSpecJson.Write(RuntimeSpecTemplate.Rootful(true), "\t");
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] prefix = whole.AsSpan(0, length).ToArray();
            var error = Assert.Throws<SpecException>(() => RuntimeSpecJson.Parse(prefix, "c.json"));
            Assert.DoesNotContain('\n', error.Message);
        }
    }
}
