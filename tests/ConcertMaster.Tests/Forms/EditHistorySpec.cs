using ConcertMaster.Forms;
using ConcertMaster.Forms.Definitions;
using ConcertMaster.Shared;
using static ConcertMaster.Tests.Forms.FormSituations;

namespace ConcertMaster.Tests.Forms;

/// <summary>What can be undone, read from the log alone: on any device, after any reload.</summary>
public sealed class EditHistorySpec
{
    private readonly List<FormEvent> _log = [new FormCreated(Id, "A", Noon)];
    private FormDefinition _now = FormDefinition.Empty;

    [Fact]
    public void Each_saving_is_one_step_whatever_it_changed()
    {
        Save("one");
        Save("one", "two", "three");
        Undoable().ShouldBe(["", "one"]);
    }

    [Fact]
    public void A_saving_that_brings_back_what_was_before_is_an_undo_and_can_be_done_again()
    {
        Save("one");
        Save("one", "two");
        Save("one");
        Undoable().ShouldBe([""]);
        Redoable().ShouldBe(["one,two"]);
        Save();
        Undoable().ShouldBeEmpty();
        Redoable().ShouldBe(["one", "one,two"]);
    }

    [Fact]
    public void An_empty_form_that_the_builder_has_laid_out_is_the_one_that_was_created()
    {
        Save("one");
        SaveAs(new(AppJson.ToElement(new { type = "object" }),
            AppJson.ToElement(new { pages = new[] { new { title = "", fields = (string[])[] } }, order = (string[])[] })));
        Undoable().ShouldBeEmpty();
        Redoable().ShouldBe(["one"]);
    }

    [Fact]
    public void Doing_again_goes_forward_and_another_edit_forgets_what_was_ahead()
    {
        Save("one");
        Save("one", "two");
        Save("one");
        Save("one", "two");
        Undoable().ShouldBe(["", "one"]);
        Redoable().ShouldBeEmpty();
        Save("one");
        Save("one", "other");
        Redoable().ShouldBeEmpty();
    }

    [Fact]
    public void Several_steps_at_once_can_be_undone_and_done_again_one_by_one()
    {
        Save("one");
        Save("one", "two");
        Save("one", "two", "three");
        Save("one");
        Undoable().ShouldBe([""]);
        Redoable().ShouldBe(["one,two", "one,two,three"]);
        Save("one", "two", "three");
        Undoable().ShouldBe(["", "one", "one,two"]);
        Redoable().ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_before_the_last_publication_is_undone()
    {
        Save("one");
        _log.Add(new FormPublished(Id, 1, "", _now, null, Noon.AddHours(1)));
        Undoable().ShouldBeEmpty();
        Save("one", "two");
        Undoable().ShouldBe(["one"]);
    }

    [Fact]
    public void Only_the_last_steps_are_kept()
    {
        for (var count = 1; count <= 60; count++) Save([.. Enumerable.Range(0, count).Select(at => $"f{at}")]);
        Undoable().Count.ShouldBe(50);
        Undoable()[^1].ShouldEndWith("f58");
    }

    private void Save(params string[] fields)
    {
        var properties = string.Join(", ", fields.Select(name => $"\"{name}\": {{}}"));
        SaveAs(Definition($$"""{ "type": "object", "properties": { {{properties}} } }"""));
    }

    private void SaveAs(FormDefinition after)
    {
        _log.AddRange(FormEdits.Between(Id, _now, after, Noon.AddMinutes(_log.Count)));
        _now = after;
    }

    private List<string> Undoable() => [.. EditHistory.Of(_log).Past.Select(Names)];

    private List<string> Redoable() => [.. EditHistory.Of(_log).Future.Select(Names)];

    private static string Names(FormSnapshot snapshot) => string.Join(',', snapshot.Definition.Fields.Select(field => field.Name));
}
