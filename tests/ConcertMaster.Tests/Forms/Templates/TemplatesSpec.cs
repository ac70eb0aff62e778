using ConcertMaster.Forms.Definitions;
using ConcertMaster.Forms.Templates;
using ConcertMaster.Shared;

namespace ConcertMaster.Tests.Forms.Templates;

public sealed class TemplatesSpec
{
    public static TheoryData<string> Ids => new(FormTemplates.All.Select(template => template.Id));

    [Fact]
    public void Six_short_ones_come_before_two_long_ones()
    {
        FormTemplates.All.Select(template => template.Id).ShouldBe([
            "supplier-figures", "incident-report", "site-inspection", "customer-feedback", "expense-claim", "access-request",
            "supplier-emissions", "job-application"]);
        var emissions = FormTemplates.All.Single(template => template.Id == "supplier-emissions");
        (emissions.Fields, emissions.Pages).ShouldBe((60, 6));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Nothing_stands_against_publishing_it(string id) => Analysis(id).Errors.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_logic_says_nothing_that_is_always_so(string id) => Analysis(id).Warnings.ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Ids))]
    public void Who_is_asked_for_a_name_or_an_address_is_protected(string id)
    {
        var definition = Template(id).Definition;
        definition.Ui.FindText("personField").ShouldNotBeNull();
        definition.Fields.Where(field => field.Schema.FindText("format") is "email")
            .ShouldAllBe(field => field.Ui!.Value.FindText("classification") == "personal");
    }

    private static FormTemplate Template(string id) => FormTemplates.All.Single(template => template.Id == id);

    private static ConcertMaster.Forms.Logic.FormAnalysis Analysis(string id) => AnalyseForm.Of(Template(id).Definition);
}
