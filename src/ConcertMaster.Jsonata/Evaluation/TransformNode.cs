using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// <c>|pattern|update,delete|</c>: a function that gives a copy of its argument with some objects changed.
/// </summary>
internal sealed class TransformNode(Node pattern, Node update, Node? delete, int position) : Node(position)
{
    private static readonly Signature Accepts = SignatureParser.Parse("<(oa):o>");

    protected override Value Compute(in Value input, Frame frame) =>
        Value.Of(new NativeFunction("", Accepts, 1, (_, arguments) => Transform(arguments[0], frame)));

    private Value Transform(in Value subject, Frame frame)
    {
        if (subject.IsUndefined)
        {
            return Value.Undefined;
        }
        if (frame.Find("clone").AsFunction is not { } clone)
        {
            throw new JsonataException("T2013", Position);
        }
        var copy = clone.Call([subject], Value.Null, frame);
        var matches = pattern.Evaluate(copy, frame);
        if (matches.AsArray is { } several)
        {
            for (var index = 0; index < several.Count; index++)
            {
                Change(several[index], frame);
            }
        }
        else if (!matches.IsUndefined)
        {
            Change(matches, frame);
        }
        return copy;
    }

    private void Change(in Value match, Frame frame)
    {
        frame.Run.Step();
        var changes = update.Evaluate(match, frame);
        if (!changes.IsUndefined)
        {
            if (changes.AsObject is not { } map)
            {
                throw new JsonataException("T2011", update.Position, value: Conversions.Describe(changes));
            }
            foreach (ref readonly var entry in map.Properties.Entries)
            {
                Set(match, entry.Key, entry.Value);
            }
        }
        if (delete is null)
        {
            return;
        }
        var names = delete.Evaluate(match, frame);
        if (names.IsUndefined)
        {
            return;
        }
        var list = names.AsArray ?? new ArrayValue([names]);
        if (!Conversions.AreAllStrings(list))
        {
            throw new JsonataException("T2012", delete.Position, value: Conversions.Describe(names));
        }
        foreach (ref readonly var name in list.Items)
        {
            match.AsObject?.Properties.Remove(name.String);
        }
    }

    private void Set(in Value match, string name, in Value value)
    {
        if (match.AsObject is { } target)
        {
            target.Set(name, value);
        }
        else if (!match.IsArray)
        {
            // A property of a list would not be seen in JSON; a property of a number or text is refused by JavaScript.
            throw new JsonataException("T2011", Position, value: Conversions.Describe(match));
        }
    }
}
