using System.Text;
using System.Text.Json;
using ConcertMaster.Output.Files;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Output;

public sealed class CsvWritingSpec
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tcmd", "'\tcmd")]
    [InlineData("  =1+1", "'  =1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("Norway", "Norway")]
    [InlineData("", "")]
    public void Text_that_would_be_a_formula_is_marked(string cell, string safe) => SpreadsheetText.Safe(cell).ShouldBe(safe);

    [Fact]
    public void A_negative_number_stays_a_number() => Write("""[{ "total": -5 }]""", "total").ShouldBe("total\r\n-5\r\n");

    [Fact]
    public void Quotes_and_line_breaks_stay_inside_their_cell() =>
        Write("""[{ "name": "a \"b\",\nc" }]""", "name").ShouldBe("name\r\n\"a \"\"b\"\",\nc\"\r\n");

    [Fact]
    public void A_formula_with_a_comma_is_marked_and_quoted() =>
        Write("""[{ "name": "=HYPERLINK(\"http://x\",\"y\")" }]""", "name")
            .ShouldBe("name\r\n\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\r\n");

    [Fact]
    public void A_missing_field_is_an_empty_cell() => Write("""[{ "a": true }, {}]""", "a").ShouldBe("a\r\ntrue\r\n\r\n");

    private static string Write(string rows, params string[] columns) => Encoding.UTF8.GetString(CsvWriting.Write(
        [.. JsonSerializer.Deserialize<JsonElement>(rows).EnumerateArray()], [.. columns.Select(name => (name, name))], ','))[1..];
}
