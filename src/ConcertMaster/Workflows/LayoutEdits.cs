namespace ConcertMaster.Workflows;

/// <summary>Notes and groups: what may stand on a canvas, and the events that change it.</summary>
internal static class LayoutEdits
{
    private static readonly string[] Colours = ["yellow", "blue", "green", "red", "violet", "grey"];

    public static (IReadOnlyList<WorkflowEvent>, (string, string)?) Put(Draft draft, CanvasNote note)
    {
        if (FaultOf(note) is { } fault) return ([], fault);
        if (draft.Notes.GetValueOrDefault(note.Id) is { } known) return (known == note ? [] : [new NoteWritten(note)], null);
        return draft.Notes.Count < WorkflowLimits.NoteCountMax
            ? ([new NoteWritten(note)], null)
            : ([], ("note.too-many", $"A workflow has at most {WorkflowLimits.NoteCountMax} notes."));
    }

    public static (IReadOnlyList<WorkflowEvent>, (string, string)?) Put(Draft draft, CanvasGroup group)
    {
        if (FaultOf(group) is { } fault) return ([], fault);
        if (draft.Groups.GetValueOrDefault(group.Id) is { } known)
            return (Same(known, group) ? [] : [new GroupDrawn(group)], null);
        return draft.Groups.Count < WorkflowLimits.GroupCountMax
            ? ([new GroupDrawn(group)], null)
            : ([], ("group.too-many", $"A workflow has at most {WorkflowLimits.GroupCountMax} groups."));
    }

    /// <summary>The events that make the drawing equal to a given one.</summary>
    public static IEnumerable<WorkflowEvent> Between(Draft draft, WorkflowLayout target)
    {
        foreach (var id in draft.Notes.Keys.Where(id => target.Notes.All(note => note.Id != id)))
            yield return new NoteRemoved(id);
        foreach (var note in target.Notes.Where(note => draft.Notes.GetValueOrDefault(note.Id) != note))
            yield return new NoteWritten(note);
        foreach (var id in draft.Groups.Keys.Where(id => target.Groups.All(group => group.Id != id)))
            yield return new GroupRemoved(id);
        foreach (var group in target.Groups)
            if (draft.Groups.GetValueOrDefault(group.Id) is not { } known || !Same(known, group))
                yield return new GroupDrawn(group);
    }

    public static IEnumerable<DefinitionProblem> Faults(WorkflowLayout? layout)
    {
        if (layout is null) return [];
        if (layout.Notes.Count > WorkflowLimits.NoteCountMax || layout.Groups.Count > WorkflowLimits.GroupCountMax)
            return [Problem("/layout", ("layout.too-large", "There are too many notes or groups."))];
        return
        [
            .. layout.Notes.Select(FaultOf).OfType<(string, string)>().Select(fault => Problem("/layout/notes", fault)),
            .. layout.Groups.Select(FaultOf).OfType<(string, string)>().Select(fault => Problem("/layout/groups", fault)),
        ];
    }

    private static (string Code, string Message)? FaultOf(CanvasNote note) =>
        !DefinitionShape.IsId(note.Id) ? ("note.id-invalid", DefinitionShape.IdRule)
        : note.Text is null || note.Text.Length > WorkflowLimits.NoteLengthMax
            ? ("note.too-long", $"A note has at most {WorkflowLimits.NoteLengthMax:N0} characters.")
        : !Colours.Contains(note.Colour)
            ? ("note.colour-unknown", $"A note is one of: {string.Join(", ", Colours)}.")
        : null;

    private static (string Code, string Message)? FaultOf(CanvasGroup group) =>
        !DefinitionShape.IsId(group.Id) ? ("group.id-invalid", DefinitionShape.IdRule)
        : !DefinitionShape.IsName(group.Name) ? ("group.name-invalid", "A group has a name.")
        : group.NodeIds is null || group.NodeIds.Count > WorkflowLimits.NodeCountMax
            ? ("group.nodes-invalid", "A group names the nodes it holds.")
        : null;

    private static bool Same(CanvasGroup one, CanvasGroup other) =>
        one with { NodeIds = other.NodeIds } == other && one.NodeIds.SequenceEqual(other.NodeIds);

    private static DefinitionProblem Problem(string path, (string Code, string Message) fault) =>
        new(null, null, path, fault.Code, fault.Message, ProblemSeverity.Error);
}
