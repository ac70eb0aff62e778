namespace ConcertMaster.Jsonata.Tests.Specs;

public sealed class PathSpec
{
    [Theory]
    [InlineData("customer.name", "\"Ana\"")]
    [InlineData("lines.article", "[\"pen\",\"ink\",\"paper\"]")]
    [InlineData("lines.tags", "[\"blue\",\"office\",\"blue\"]")]
    [InlineData("missing.name", "nothing")]
    [InlineData("\"customer\".\"name\"", "\"Ana\"")]
    [InlineData("$.total", "30")]
    [InlineData("lines.($$.number & article)", "[\"O-1pen\",\"O-1ink\",\"O-1paper\"]")]
    [InlineData("lines.[article, quantity]", "[[\"pen\",2],[\"ink\",1],[\"paper\",10]]")]
    [InlineData("lines.{article: price}", "[{\"pen\":1.5},{\"ink\":7},{\"paper\":2}]")]
    public void Names_lead_from_step_to_step(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("lines[0].article", "\"pen\"")]
    [InlineData("lines[-1].article", "\"paper\"")]
    [InlineData("lines.tags[0]", "[\"blue\",\"blue\"]")]
    [InlineData("(lines.tags)[0]", "\"blue\"")]
    [InlineData("lines[price > 1.6].article", "[\"ink\",\"paper\"]")]
    [InlineData("lines[[0..1]].article", "[\"pen\",\"ink\"]")]
    [InlineData("lines[article = \"ink\"].quantity", "1")]
    [InlineData("lines[article = \"ink\"].quantity[]", "[1]")]
    [InlineData("lines[9]", "nothing")]
    public void Predicates_pick_items(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("customer.*", "[\"Ana\",\"Lisbon\"]")]
    [InlineData("**.city", "\"Lisbon\"")]
    [InlineData("$count(**)", "24")]
    [InlineData("(lines.tags.{\"tag\": $, \"of\": %.article})[0]", "{\"tag\":\"blue\",\"of\":\"pen\"}")]
    [InlineData("lines.price.%.article", "[\"pen\",\"ink\",\"paper\"]")]
    public void Wildcards_descendants_and_parents_are_found(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("lines^(price).article", "[\"pen\",\"paper\",\"ink\"]")]
    [InlineData("lines^(>price).article", "[\"ink\",\"paper\",\"pen\"]")]
    [InlineData("lines^(<$count(tags), >quantity).article", "[\"paper\",\"ink\",\"pen\"]")]
    [InlineData("lines{tags[0]: $sum(quantity)}", "{\"blue\":3}")]
    [InlineData("lines{$string(price > 1.6): article}", "{\"false\":\"pen\",\"true\":[\"ink\",\"paper\"]}")]
    public void Items_are_sorted_and_grouped(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("lines#$i.($string($i) & article)", "[\"0pen\",\"1ink\",\"2paper\"]")]
    [InlineData("lines@$l.customer@$c.($l.article & $c.city)", "[\"penLisbon\",\"inkLisbon\",\"paperLisbon\"]")]
    [InlineData("lines@$l.$$.customer.($l.article & name)", "[\"penAna\",\"inkAna\",\"paperAna\"]")]
    [InlineData("lines[quantity < 5]#$i[$i = 1].article", "\"ink\"")]
    [InlineData("lines.tags.%.article", "[\"pen\",\"pen\",\"ink\"]")]
    [InlineData("customer.name.%.%.number", "\"O-1\"")]
    public void Contexts_positions_and_parents_are_bound_on_the_way(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("customer ~> |$|{\"name\": \"Bo\"}|", "{\"name\":\"Bo\",\"city\":\"Lisbon\"}")]
    [InlineData("customer ~> |$|{}, \"city\"|", "{\"name\":\"Ana\"}")]
    [InlineData("($ ~> |lines|{\"sum\": price * quantity}, [\"tags\", \"price\"]|).lines.sum", "[3,7,20]")]
    [InlineData("($c := customer ~> |$|{\"name\": 1}|; customer.name)", "\"Ana\"")]
    public void A_transform_changes_a_copy(string expression, string expected) =>
        Spec.Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("$", "[1,[2,3]]")]
    [InlineData("$[1]", "[2,3]")]
    [InlineData("$[1][0]", "2")]
    [InlineData("$count($)", "2")]
    public void An_array_as_input_is_one_input(string expression, string expected) =>
        Spec.Evaluate(expression, "[1,[2,3]]").ShouldBe(expected);

    [Fact]
    public void No_name_leads_to_anything_but_the_data()
    {
        Spec.Evaluate("constructor").ShouldBe("nothing");
        Spec.Evaluate("__proto__.constructor").ShouldBe("nothing");
        Spec.Evaluate("GetType").ShouldBe("nothing");
        Spec.Evaluate("$lookup(customer, \"toString\")").ShouldBe("nothing");
        Spec.Evaluate("{\"__proto__\": 1}.__proto__").ShouldBe("1");
    }
}
