using System.Runtime.InteropServices;
using System.Text.Json;
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
internal sealed record Dependent(int Trigger, int[] Required, SchemaNode? Node, string Step);

/// <summary>The keywords about objects. The object is walked through once, in the order of the text.</summary>
internal sealed class ObjectRules
{
    /// <summary>Up to so many members, looking for them is faster than walking through all.</summary>
    public const int SparseCountMax = 2;

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

    /// <summary>Whether only a few known members matter and no other keyword is there, as in a condition.</summary>
    public bool IsSparse { get; init; }

    public long? MinProperties { get; init; }

    public long? MaxProperties { get; init; }

    public bool Evaluate(JsonElement value, Run run, Marks? marks)
    {
        if (IsSparse && marks is null && !run.Collecting && TryEvaluateSparse(value, run) is { } verdict)
            return verdict;
        return EvaluateOnStack(value, run, marks);
    }

    // Without a loop of its own: a method that has both a loop and memory on the stack is never optimised by profile.
    private bool EvaluateOnStack(JsonElement value, Run run, Marks? marks)
    {
        var words = (Names.Count + 63) >> 6;
        return words switch
        {
            <= 1 => EvaluateMembers(value, run, marks, stackalloc ulong[1]),
            <= StackWordCountMax => EvaluateMembers(value, run, marks, stackalloc ulong[StackWordCountMax]),
            _ => EvaluateMembers(value, run, marks, new ulong[words]),
        };
    }

    private bool EvaluateMembers(JsonElement value, Run run, Marks? marks, Span<ulong> present)
    {
        var valid = true;
        var count = 0;
        var guess = 0;
        var isOrdinary = Patterns.Length == 0 && PropertyNames is null && marks is null;
        var isPlain = isOrdinary && Additional is null;
        foreach (var property in value.EnumerateObject())
        {
            var raw = JsonMarshal.GetRawUtf8PropertyName(property);
            var index = Names.Find(raw, guess);
            if (index >= 0)
            {
                guess = index + 1;
                present[index >> 6] |= 1UL << index;
            }

            // The usual case, straight on: a property with a schema of its own, or one that nobody minds.
            if (isPlain || (index >= 0 && isOrdinary && Known[index].Node is not null))
            {
                count++;
                if (index < 0 || Known[index] is not { Node: { } node } known) continue;
                if (run.Collecting) valid &= run.Descend(node, property.Value, known.Step, known.InstanceStep);
                else if (!node.Evaluate(property.Value, run, null)) return false;
                continue;
            }

            valid &= EvaluateMember(property, raw, index, run, marks, count++);
            if (!valid && !run.Collecting) return false;
        }

        return EvaluateWhole(value, present, count, run, marks) && valid;
    }

    private bool? TryEvaluateSparse(JsonElement value, Run run)
    {
        try
        {
            for (var index = 0; index < Known.Length; index++)
            {
                if (value.TryGetProperty(Names.Key(index), out var member))
                {
                    if (Known[index].Node is { } node && !node.Evaluate(member, run, null)) return false;
                }
                else if (Required.Length > 0 && (Required[0] & (1UL << index)) != 0)
                {
                    return false;
                }
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            // A name in the value contains half a surrogate pair, at which looking up by name fails.
            return null;
        }
    }

    private bool EvaluateMember(
        JsonProperty property, ReadOnlySpan<byte> raw, int index, Run run, Marks? marks, int ordinal)
    {
        var valid = PropertyNames is null || EvaluateName(raw, run);
        var isKnown = false;
        if (index >= 0 && Known[index] is { Node: { } node } known)
        {
            isKnown = true;
            valid &= run.Collecting
                ? run.Descend(node, property.Value, known.Step, known.InstanceStep)
                : node.Evaluate(property.Value, run, null);
        }

        foreach (var (pattern, patternNode, step) in Patterns)
        {
            if (!valid && !run.Collecting) return false;
            if (!pattern.IsMatch(run.Decode(raw))) continue;
            isKnown = true;
            valid &= EvaluateChild(patternNode, property.Value, raw, step, run);
        }

        if (!isKnown && Additional is not null)
        {
            isKnown = true;
            valid &= EvaluateChild(Additional, property.Value, raw, "additionalProperties", run);
        }

        if (isKnown) marks?.Add(ordinal);
        return valid;
    }

    private static bool EvaluateChild(
        SchemaNode node, JsonElement child, ReadOnlySpan<byte> raw, string step, Run run) =>
        run.Collecting
            ? run.Descend(node, child, step, PointerText.Escape(JsonText.Read(raw)))
            : node.Evaluate(child, run, null);

    private bool EvaluateName(ReadOnlySpan<byte> raw, Run run) =>
        EvaluateChild(PropertyNames!, JsonText.ToElement(raw), raw, "propertyNames", run);

    private bool EvaluateWhole(JsonElement value, ReadOnlySpan<ulong> present, int count, Run run, Marks? marks)
    {
        var valid = true;
        for (var word = 0; word < Required.Length; word++)
        {
            if ((Required[word] & ~present[word]) != 0) valid = FailMissing(Required[word] & ~present[word], word, run);
        }

        if (MinProperties is { } least && count < least)
            valid = run.Fail("minProperties", Messages.MinProperties(least));
        if (MaxProperties is { } most && count > most)
            valid = run.Fail("maxProperties", Messages.MaxProperties(most));
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
        Dependent dependent, JsonElement value, ReadOnlySpan<ulong> present, Run run, Marks? marks)
    {
        if (dependent.Node is not null) return run.Step(dependent.Node, value, dependent.Step, marks);
        var valid = true;
        foreach (var name in dependent.Required)
        {
            if (Has(present, name)) continue;
            var message = Messages.RequiredWith(Names[dependent.Trigger]);
            valid = run.FailAt(Known[name].InstanceStep, dependent.Step, message);
        }

        return valid;
    }

    private static bool Has(ReadOnlySpan<ulong> present, int index) => (present[index >> 6] & (1UL << index)) != 0;
}
