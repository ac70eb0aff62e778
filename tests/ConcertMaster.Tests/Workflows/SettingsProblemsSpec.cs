using ConcertMaster.Workflows;

namespace ConcertMaster.Tests.Workflows;

public sealed class SettingsProblemsSpec
{
    public static TheoryData<WorkflowSettings, string> Faulty => new()
    {
        { new() { ConcurrencyKey = "customer ==" }, "/settings/concurrencyKey" },
        { new() { ConcurrencyMax = 0 }, "/settings/concurrencyMax" },
        { new() { ConcurrencyMax = 10_001 }, "/settings/concurrencyMax" },
        { new() { Priority = 101 }, "/settings/priority" },
        { new() { TimeoutSeconds = 0 }, "/settings/timeoutSeconds" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_setting_that_no_run_could_follow_is_named(WorkflowSettings settings, string path) =>
        SettingsProblems.Of(settings).Single().Path.ShouldBe(path);

    [Fact]
    public void Usual_settings_are_fine() => SettingsProblems.Of(new()
    {
        ConcurrencyKey = "{{ body.customer }}", ConcurrencyMax = 2, Priority = -100, TimeoutSeconds = 0.5,
    }).ShouldBeEmpty();
}
