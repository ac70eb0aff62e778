using System.Text;
using ConcertMaster.Output.Importing;
using ConcertMaster.Sdk;

namespace ConcertMaster.Tests.Output;

public sealed class TableImportSpec
{
    private static readonly ImportColumn[] Typed =
    [
        new("supplier", "Supplier", ColumnType.Text, true),
        new("year", "Year", ColumnType.Integer, false),
        new("total", "Total", ColumnType.Number, false),
    ];

    [Fact]
    public void Columns_get_their_names_and_types()
    {
        var table = Read("Year,Supplier,Total,Other\n2020,KENYA,5041.5,x\n2019,\"NEW, OLD \"\"Z\"\"\",,y\n", Typed);
        table.Rows.Select(row => row.ToJsonString()).ShouldBe([
            """{"supplier":"KENYA","year":2020,"total":5041.5}""",
            """{"supplier":"NEW, OLD \u0022Z\u0022","year":2019,"total":null}""",
        ]);
    }

    [Fact]
    public void A_faulty_cell_names_its_row_and_column()
    {
        var table = Read("Supplier,Year,Total\nKENYA,2020,many\n,2019,1\nCHILE,2018,7\n", Typed);
        table.Faults.ShouldBe([new(1, "total", "'many' is no number"), new(2, "supplier", "is empty")]);
        (table.SkippedCount, table.Rows.Count).ShouldBe((2, 1));
    }

    [Fact]
    public void The_delimiter_is_found_out() =>
        Read("Supplier;Year;Total\nKENYA;2020;1\n", Typed).Rows.ShouldHaveSingleItem();

    [Fact]
    public void A_missing_column_says_which_there_are() =>
        Should.Throw<NodeException>(() => Read("Name,Year\nKENYA,2020\n", Typed)).Message
            .ShouldBe("The table has no column 'Supplier'. It has: Name, Year.");

    [Fact]
    public void Without_columns_everything_is_text() =>
        Read("a,b\n1,2\n", []).Rows[0].ToJsonString().ShouldBe("""{"a":"1","b":"2"}""");

    private static ImportedTable Read(string csv, IReadOnlyList<ImportColumn> columns) =>
        TableImport.Read(TableReading.Csv(Encoding.UTF8.GetBytes(csv), null), columns);
}
