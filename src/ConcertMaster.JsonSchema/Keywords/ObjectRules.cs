using ConcertMaster.JsonSchema.Evaluation;
using ConcertMaster.JsonSchema.Patterns;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Keywords;

/// <summary>A property that a schema knows by name.</summary>
internal sealed record KnownProperty(SchemaNode? Node, string Step, string InstanceStep);

/// <summary>One entry of <c>patternProperties</c>.</summary>
internal sealed record PatternProperty(EcmaPattern Pattern, SchemaNode Node, string Step);

/// <summary>What else must hold when a property is there.</summary>
internal sealed record Dependent(int Trigger, int[] Required, SchemaNode? Node, string Keyword, string Step);

/// <summary>The keywords about objects. The object is walked through once, in the order of the text.</summary>
internal sealed class ObjectRules
{
    private const int StackWordCountMax = 32;

    /// <summary>All names that some keyword mentions.</summary>
    public required NameTable Names { get; init; }

    /// <summary>One for each of the names.</summary>
    public required KnownProperty[] Known { get; init; }

    /// <summary>The required ones among the names, as bits.</summary>
    public ulong[] Required { get; init; } = [];

    public PatternProperty[] Patterns { get; init; } = [];

    public SchemaNode? Additional { get; init; }

    public SchemaNode? PropertyNames { get; init; }

    public Dependent[] Dependents { get; init; } = [];

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        // Without a loop of its own: a method with both a loop and memory on the stack is never optimised by profile.
        var words = (Names.Count + 63) >> 6;
        return words switch
        {
            <= 1 => EvaluateMembers(value, run, marks, stackalloc ulong[1]),
            <= StackWordCountMax => EvaluateMembers(value, run, marks, stackalloc ulong[StackWordCountMax]),
            _ => EvaluateMembers(value, run, marks, new ulong[words]),
        };
    }

    private bool EvaluateMembers(JsonValue value, Run run, Marks? marks, Span<ulong> present)
    {
        var valid = true;
        var count = 0;
        var passed = 0;
        var index = -1;
        var passesPlain = PropertyNames is null && Patterns.Length == 0;
        var members = value.Members;
        // Names mostly come in the order of the schema.
        while (members.MoveToName(Names.Quoted(index + 1), out var isNext))
        {
            var found = isNext ? index + 1 : Names.Find(members.Name);
            if (found >= 0)
            {
                index = found;
                present[index >> 6] |= 1UL << index;
                if (passesPlain && Known[index].Node?.Plain is { } plain && members.TryPass(plain))
                {
                    marks?.Add(count);
                    count++;
                    passed++;
                    continue;
                }
            }

            members.ReadValue();
            // A copy, so that the walk itself can stay in registers.
            var member = members;
            valid &= EvaluateMember(member, found < 0 ? null : Known[found], run, marks, count++);
            if (!valid && !run.Collecting) return false;
        }

        run.Passed(passed);
        return EvaluateWhole(value, present, count, run, marks) && valid;
    }

    private bool EvaluateMember(in JsonMembers member, KnownProperty? known, Run run, Marks? marks, int ordinal)
    {
        var valid = PropertyNames is null || EvaluateName(PropertyNames, member, run);
        var isKnown = known?.Node is not null;
        if (isKnown)
        {
            var errorsBefore = run.ErrorCount;
            valid &= known!.Node!.Evaluate(member.Value, run, null)
                || run.FailBelow(errorsBefore, known.Step, known.InstanceStep);
        }

        foreach (var (pattern, node, step) in Patterns)
        {
            if (!valid && !run.Collecting) return false;
            if (!pattern.IsMatch(run.Decode(member.Name), run)) continue;
            isKnown = true;
            valid &= EvaluateChild(node, member.Value, member, step, run);
        }

        if (!isKnown && Additional is not null)
        {
            isKnown = true;
            valid &= EvaluateChild(Additional, member.Value, member, "/additionalProperties", run);
        }

        if (isKnown) marks?.Add(ordinal);
        return valid;
    }

    private static bool EvaluateName(SchemaNode node, in JsonMembers member, Run run) =>
        EvaluateChild(node, new JsonValue(member.QuotedName), member, "/propertyNames", run);

    private static bool EvaluateChild(SchemaNode node, JsonValue child, in JsonMembers member, string step, Run run)
    {
        var errorsBefore = run.ErrorCount;
        if (node.Evaluate(child, run, null)) return true;
        return run.Collecting && run.FailBelow(errorsBefore, step, PointerText.Step(member.Name));
    }

    private bool EvaluateWhole(JsonValue value, ReadOnlySpan<ulong> present, int count, Run run, Marks? marks)
    {
        var valid = true;
        for (var word = 0; word < Required.Length; word++)
        {
            if ((Required[word] & ~present[word]) != 0) valid = FailMissing(Required[word] & ~present[word], word, run);
        }

        if (MinProperties is { } least && count < least)
            valid = run.Fail("minProperties", Messages.MinProperties, least);
        if (MaxProperties is { } most && count > most)
            valid = run.Fail("maxProperties", Messages.MaxProperties, most);
        foreach (var dependent in Dependents)
        {
            if (!valid && !run.Collecting) return false;
            if (Has(present, dependent.Trigger)) valid &= EvaluateDependent(dependent, value, present, run, marks);
        }

        return valid;
    }

    private bool FailMissing(ulong missing, int word, Run run)
    {
        for (var bit = 0; run.Collecting && bit < 64; bit++)
        {
            if ((missing & (1UL << bit)) != 0)
                run.FailAt(Known[(word << 6) + bit].InstanceStep, "required", Messages.Required);
        }

        return false;
    }

    private bool EvaluateDependent(
        Dependent dependent, JsonValue value, ReadOnlySpan<ulong> present, Run run, Marks? marks)
    {
        if (dependent.Node is not null) return run.Step(dependent.Node, value, dependent.Step, marks);
        var valid = true;
        foreach (var name in dependent.Required)
        {
            if (Has(present, name)) continue;
            var message = Messages.RequiredWith(Names[dependent.Trigger]);
            valid = run.FailAt(Known[name].InstanceStep, dependent.Keyword, message);
        }

        return valid;
    }

    private static bool Has(ReadOnlySpan<ulong> present, int index) => (present[index >> 6] & (1UL << index)) != 0;
}
