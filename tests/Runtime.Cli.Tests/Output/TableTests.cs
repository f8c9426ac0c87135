// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.Output;

namespace Husk.Runtime.Cli.Tests.Output;

public sealed class TableTests
{
    // The first line is what runc 1.1.5 prints, byte for byte.
    [Fact]
    public void Columns_are_twelve_wide_when_what_is_in_them_is_short() =>
        Assert.Equal(
            "ID          PID         STATUS      BUNDLE      CREATED     OWNER\n" +
            "a           1           running     /b          now         root\n",
            Filled("a", "1", "running", "/b", "now", "root"));

    [Fact]
    public void A_long_value_widens_its_column_and_keeps_three_spaces() =>
        Assert.Equal(
            "ID             PID         STATUS      BUNDLE             CREATED     OWNER\n" +
            "container-01   1           stopped     /var/lib/bundles   now         #1000\n",
            Filled("container-01", "1", "stopped", "/var/lib/bundles", "now", "#1000"));

    private static string Filled(params string[] row)
    {
        var table = new Table("ID", "PID", "STATUS", "BUNDLE", "CREATED", "OWNER");
        table.Add(row);
        return table.ToString();
    }
}
