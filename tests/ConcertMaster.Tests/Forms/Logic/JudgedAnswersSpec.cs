using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Responses;

namespace ConcertMaster.Tests.Forms.Logic;

using static FormSituations;

public sealed class JudgedAnswersSpec
{
    private static readonly CompiledForm Form = new(new(Id, "F", 1, "", Definition("""
        { "type": "object", "required": ["kind", "reason"], "properties": {
          "kind": { "enum": ["a", "b"] }, "reason": { "type": "string" }, "net": { "type": "number" }, "gross": { "type": "number" } } }
        """, """
        { "fields": { "reason": { "visibleIf": "kind = 'b'" }, "net": { "requiredIf": "kind = 'a'", "validIf": "net < 100",
          "validMessage": "Less than a hundred." }, "gross": { "calculate": "net * 2" } } }
        """), null, Noon));

    [Fact]
    public void What_is_hidden_is_dropped_and_what_is_calculated_is_the_servers_own()
    {
        var judged = AnswerValidation.Judge(Form, Json("""{ "kind": "a", "reason": "x", "net": 4, "gross": 99, "body": {} }"""), Noon);
        judged.Refusal.ShouldBeNull();
        judged.Answers.GetRawText().ShouldBe("""{"kind":"a","net":4,"gross":8}""");
        judged.Dropped.ShouldBe(["reason", "body"]);
    }

    [Fact]
    public void What_is_required_at_times_and_what_does_not_fit_is_named_at_its_field()
    {
        Faults("""{ "kind": "a" }""").ShouldBe([("/net", "required", "This needs an answer.")]);
        Faults("""{ "kind": "a", "net": 100 }""").ShouldBe([("/net", "validIf", "Less than a hundred.")]);
        Faults("""{ "kind": "b" }""").ShouldHaveSingleItem().Path.ShouldBe("/reason");
    }

    [Theory]
    [InlineData("""{ "kind": "b", "reason": "sealed.v1.p.x" }""")]
    [InlineData("""{ "kind": "b", "reason": "\u0073ealed\u002ev1.p.x" }""")]
    [InlineData("""{ "kind": "b", "reason": "x", "sealed\u002ev1.": 1 }""")]
    public void What_looks_sealed_is_not_taken_however_it_is_written(string answers) =>
        AnswerValidation.Judge(Form, Json(answers), Noon).Refusal.ShouldBe(FormRefusals.ReservedText);

    private static IEnumerable<(string Path, string Code, string Message)> Faults(string answers) =>
        AnswerValidation.Judge(Form, Json(answers), Noon).Refusal!.Faults.Select(fault => (fault.Path, fault.Code, fault.Message));
}
