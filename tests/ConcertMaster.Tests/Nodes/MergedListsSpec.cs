using System.Text.Json;
using ConcertMaster.Nodes.Logic;

namespace ConcertMaster.Tests.Nodes;

public sealed class MergedListsSpec
{
    private static readonly JsonElement Suppliers = Json(
        """[{"id":1,"name":"Ana"},{"id":2,"name":"Ben"},{"id":3,"name":"Cleo"},{"name":"nobody"}]""");

    private static readonly JsonElement Answers = Json(
        """[{"supplier":"1","t":5},{"supplier":2,"t":7,"name":"Benno"},{"supplier":2,"t":8},{"supplier":9,"t":1}]""");

    [Theory]
    [InlineData("matches", "Ana5 Benno7 Ben8")]
    [InlineData("first", "Ana5 Benno7 Ben8 Cleo nobody")]
    [InlineData("second", "Ana5 Benno7 Ben8 1")]
    [InlineData("everything", "Ana5 Benno7 Ben8 Cleo nobody 1")]
    [InlineData("onlyFirst", "Cleo nobody")]
    [InlineData("onlySecond", "1")]
    [InlineData("unmatched", "Cleo nobody 1")]
    public void Items_that_say_the_same_are_joined_and_the_second_wins(string keep, string expected) =>
        Words(MergedLists.Match(Suppliers, Answers, [("id", "supplier")], keep)).ShouldBe(expected);

    [Fact]
    public void All_of_several_fields_have_to_match() =>
        MergedLists.Match(Json("""[{"a":1,"b":{"c":2}},{"a":1,"b":{"c":3}}]"""), Json("""{"a":1,"c":3,"x":true}"""),
            [("a", "a"), ("b.c", "c")], "matches").ToString().ShouldBe("""[{"a":1,"b":{"c":3},"c":3,"x":true}]""");

    [Fact]
    public void More_matches_than_anybody_wants_are_refused()
    {
        var same = Json($"[{string.Join(',', Enumerable.Repeat("""{"k":1}""", 400))}]");
        Should.Throw<Sdk.NodeException>(() => MergedLists.Match(same, same, [("k", "k")], "matches"))
            .Code.ShouldBe("merge.too-many");
    }

    [Theory]
    [InlineData(false, """[{"a":1,"b":3}]""")]
    [InlineData(true, """[{"a":1,"b":3},{"a":2}]""")]
    public void Lists_are_joined_item_by_item(bool alone, string expected) =>
        MergedLists.ByPosition([Json("""[{"a":1},{"a":2}]"""), Json("""{"b":3}""")], alone).ToString().ShouldBe(expected);

    private static string Words(JsonElement list) => string.Join(' ', list.EnumerateArray().Select(item =>
        $"{(item.TryGetProperty("name", out var name) ? name.GetString() : "")}"
        + (item.TryGetProperty("t", out var t) ? t.GetRawText() : "")));

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement.Clone();
}
