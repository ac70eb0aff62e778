using ConcertMaster.Output.Databases;
using ConcertMaster.Sdk;

namespace ConcertMaster.Tests.Output;

public sealed class WriteStatementSpec
{
    private static readonly TargetTable Table = new("public", "fig\"ures", ["region", "year", "total"]);

    [Fact]
    public void Identifiers_are_quoted_and_values_are_one_parameter() =>
        WriteStatement.For("insert", Table, ["region", "total"], []).ShouldBe(
            "insert into \"public\".\"fig\"\"ures\" (\"region\", \"total\") select \"region\", \"total\" " +
            "from jsonb_populate_recordset(null::\"public\".\"fig\"\"ures\", $1)");

    [Fact]
    public void An_upsert_changes_what_is_not_the_key() =>
        WriteStatement.For("upsert", Table, ["region", "year", "total"], ["region", "year"])
            .ShouldEndWith("on conflict (\"region\", \"year\") do update set \"total\" = excluded.\"total\"");

    [Fact]
    public void An_update_needs_its_key() =>
        Should.Throw<NodeException>(() => WriteStatement.For("update", Table, ["total"], [])).Code.ShouldBe("database.key-missing");

    [Fact]
    public void A_column_that_the_table_lacks_is_refused() =>
        Should.Throw<NodeException>(() => Table.Require(["region\"; drop table x; --"])).Code.ShouldBe("database.unknown-column");
}
