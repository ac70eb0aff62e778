using System.Reflection;
using ConcertMaster.Audit;
using ConcertMaster.EventStore.Serialization;
using ConcertMaster.Runs;
using ConcertMaster.Shared;
using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Audit;

public sealed class SentencesSpec
{
    [Theory]
    [InlineData("", "began the step Ask the suppliers")]
    [InlineData("2/0", "began the step Ask the suppliers[2/0]")]
    public void A_step_is_told_by_its_name_with_the_pass_through_its_loops(string iteration, string told) =>
        new StepStarted("ask", iteration, 1, default).Describe(id => id == "ask" ? "Ask the suppliers" : id).ShouldBe(told);

    [Fact]
    public void A_node_whose_name_is_not_known_is_told_by_its_id() =>
        new NodeRemoved("ask").Describe(AuditSubject.Unnamed.NameOf).ShouldBe("removed ask");

    [Fact]
    public void What_the_engine_makes_of_an_answer_is_not_told_as_the_act_of_who_answered() =>
        ((IDescribed)new StepSkipped("ask", "", default)).Subject().ShouldBe("The engine");

    [Fact]
    public void Every_event_of_the_application_tells_itself() =>
        ConcertMasterApp.Events.Types.Values
            .Where(type => type.Assembly == typeof(IDescribed).Assembly && !type.IsAssignableTo(typeof(IDescribed)))
            .Select(type => type.GetCustomAttribute<EventNameAttribute>()!.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Every_kind_of_stream_can_be_replayed() =>
        new StreamCatalogue().StreamTypes.ShouldBe(
            [
                "breaker", "business-calendar", "connection", "distribution", "form", "form-blocks", "form-letters", "form-link",
                "invitation", "lane", "organisation", "person", "reminders-by-hand", "response", "review",
                "review-reasons", "review-rules", "review-template", "run", "session", "team", "template-shelf", "user", "workflow", "workplace",
            ],
            ignoreOrder: true);
}
