using System.Text.Json;
using ConcertMaster.JsonSchema.Keywords;
using ConcertMaster.JsonSchema.References;
using ConcertMaster.JsonSchema.Values;

namespace ConcertMaster.JsonSchema.Evaluation;

/// <summary>
/// One compiled schema. Keywords are grouped by the kind of value they speak about, so that a value meets only
/// those that concern it, and a string is decoded, an object walked through, only once.
/// </summary>
internal sealed class SchemaNode(SchemaResource resource)
{
    public SchemaResource Resource { get; } = resource;

    /// <summary>The verdict of a schema that is just true or false.</summary>
    public bool? Constant { get; set; }

    public TypeRule? Type { get; set; }

    public StringRules? Strings { get; set; }

    public NumberRules? Numbers { get; set; }

    public ObjectRules? Objects { get; set; }

    public ArrayRules? Arrays { get; set; }

    /// <summary>Keywords about values of every kind, and those that apply schemas to the same value.</summary>
    public Keyword[] Others { get; set; } = [];

    public UnevaluatedRules? Unevaluated { get; set; }

    /// <summary>A short way, where there is one.</summary>
    public PlainCheck? Plain { get; set; }

    /// <summary>Whether something is referred to by dynamic scope, so that scopes must be kept.</summary>
    public bool TracksScope { get; set; }

    /// <summary>Applies the schema; what it has looked at goes into the marks when someone asks for them.</summary>
    public bool Evaluate(JsonValue value, Run run, Marks? marks)
    {
        if (Constant is { } verdict) return verdict || run.Fail(Fault.Forbidden, Messages.Not);
        run.Enter();
        var valid = TracksScope && run.InnermostScope != Resource
            ? EvaluateInScope(value, run, marks)
            : EvaluateKeywords(value, run, marks);
        run.Leave();
        return valid;
    }

    private bool EvaluateInScope(JsonValue value, Run run, Marks? marks)
    {
        run.EnterScope(Resource);
        var valid = EvaluateKeywords(value, run, marks);
        run.LeaveScope();
        return valid;
    }

    private bool EvaluateKeywords(JsonValue value, Run run, Marks? marks)
    {
        if (Unevaluated is not { } unevaluated) return EvaluateAll(value, run, marks);
        var own = run.RentMarks();
        var valid = EvaluateAll(value, run, own);
        if (valid || run.Collecting) valid &= unevaluated.Evaluate(value, run, own);
        marks?.Add(own);
        run.ReturnMarks(own);
        return valid;
    }

    private bool EvaluateAll(JsonValue value, Run run, Marks? marks)
    {
        var kind = value.Kind;
        var valid = kind == JsonValueKind.Number
            ? EvaluateNumber(value, run)
            : Type is null || Type.Evaluate(kind, run);
        if (!valid && !run.Collecting) return false;
        valid &= EvaluateByKind(kind, value, run, marks);
        foreach (var keyword in Others)
        {
            if (!valid && !run.Collecting) return false;
            valid &= keyword.Evaluate(value, run, marks);
        }

        return valid;
    }

    private bool EvaluateByKind(JsonValueKind kind, JsonValue value, Run run, Marks? marks)
    {
        switch (kind)
        {
            case JsonValueKind.String when Strings is not null:
                return Strings.Evaluate(value.RawString, run);
            case JsonValueKind.Object when Objects is not null:
                run.ReadThrough(value.Text.Length);
                return Objects.Evaluate(value, run, marks);
            case JsonValueKind.Array when Arrays is not null:
                run.ReadThrough(value.Text.Length);
                return Arrays.Evaluate(value, run, marks);
            default:
                return true;
        }
    }

    // The number is read once, for the type as well as for its limits.
    private bool EvaluateNumber(JsonValue value, Run run)
    {
        var wantsInteger = Type is { WantsInteger: true };
        var valid = Type is null || wantsInteger || Type.Evaluate(JsonValueKind.Number, run);
        if ((!wantsInteger && Numbers is null) || (!valid && !run.Collecting)) return valid;
        var number = JsonNumber.Parse(value.Text);
        if (wantsInteger) valid = Type!.EvaluateInteger(number, run);
        if (Numbers is not null && (valid || run.Collecting)) valid &= Numbers.Evaluate(number, run);
        return valid;
    }
}
