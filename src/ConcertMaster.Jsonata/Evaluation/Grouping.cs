using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using ConcertMaster.Jsonata.Functions;
using ConcertMaster.Jsonata.Values;

namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// Keys and values of an object. Items with the same key are put together, and the value is evaluated once on all of
/// them.
/// </summary>
internal sealed class Grouping((Node Key, Node Value)[] pairs, int position)
{
    private const int KnownKeyLengthMax = 64;

    public (Node Key, Node Value)[] Pairs { get; } = pairs;

    public Value Evaluate(in Value input, Frame frame)
    {
        if (input.AsArray is { IsTupleStream: true } tuples)
        {
            return EvaluateTuples(tuples, frame);
        }
        var result = new ObjectValue();
        if (input.AsArray is not { Count: > 1 } array)
        {
            var item = input.AsArray is { Count: 1 } single ? single[0] : input.IsArray ? Value.Undefined : input;
            EvaluateOne(item, result, frame);
            return Value.Of(result);
        }
        var groups = array.TryGetUnread(out var items) && Array.TrueForAll(Pairs, pair => pair.Key.ReadsInPlace)
            ? CollectUnread(items, frame)
            : CollectAll(array, frame);
        foreach (var (key, group) in InOrder(groups))
        {
            var value = Pairs[group.Pair].Value.Evaluate(group.Items, frame);
            if (!value.IsUndefined)
            {
                result.Set(key, value);
            }
        }
        return Value.Of(result);
    }

    /// <summary>
    /// An object constructor on one item, by far the most frequent case: there is nothing to put together.
    /// </summary>
    private void EvaluateOne(in Value item, ObjectValue result, Frame frame)
    {
        frame.Run.Making(Pairs.Length);
        var keys = new string?[Pairs.Length];
        for (var index = 0; index < Pairs.Length; index++)
        {
            keys[index] = KeyOf(Pairs[index].Key.Evaluate(item, frame), frame.Run);
            if (keys[index] is { } key && Array.IndexOf(keys, key, 0, index) >= 0)
            {
                throw new JsonataException("D1009", position, value: key);
            }
        }
        for (var index = 0; index < Pairs.Length; index++)
        {
            if (keys[index] is not { } key)
            {
                continue;
            }
            var value = Pairs[index].Value.Evaluate(item, frame);
            if (!value.IsUndefined)
            {
                result.Set(key, value);
            }
        }
    }

    private Value EvaluateTuples(ArrayValue tuples, Frame frame)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        for (var index = 0; index < tuples.Count; index++)
        {
            var item = tuples[index];
            if (item.AsTuple is { } tuple)
            {
                Collect(item, tuple.Context, groups, new Frame(frame, tuple));
            }
        }
        var result = new ObjectValue();
        foreach (var (key, group) in InOrder(groups))
        {
            var merged = Merge(group.Items, frame.Run);
            var value = Pairs[group.Pair].Value.Evaluate(merged.Context, new Frame(frame, merged));
            if (!value.IsUndefined)
            {
                result.Set(key, value);
            }
        }
        return Value.Of(result);
    }

    private Dictionary<string, Group> CollectAll(ArrayValue array, Frame frame)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        for (var index = 0; index < array.Count; index++)
        {
            var item = array[index];
            Collect(item, item, groups, frame);
        }
        return groups;
    }

    private void Collect(in Value item, in Value context, Dictionary<string, Group> groups, Frame frame)
    {
        for (var index = 0; index < Pairs.Length; index++)
        {
            if (KeyOf(Pairs[index].Key.Evaluate(context, frame), frame.Run) is not { } key)
            {
                continue;
            }
            if (Find(key, index, groups) is { } group)
            {
                group.Add(item, frame.Run);
            }
            else
            {
                groups.Add(key, new Group(item, index));
            }
        }
    }

    /// <summary>Objects of the input stay where they lie; only their keys are read.</summary>
    private Dictionary<string, Group> CollectUnread(UnreadItems items, Frame frame)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        var known = groups.GetAlternateLookup<ReadOnlySpan<char>>();
        var name = Pairs is [{ Key: PathNode path }] ? path.OnlyName : null;
        foreach (var item in items)
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                var value = Value.From(item);
                Collect(value, value, groups, frame);
            }
            else if (name is not null && TryFind(item, name, known, frame.Run, out var group))
            {
                group.AddUnread(item, frame.Run);
            }
            else
            {
                CollectObject(item, groups, frame);
            }
        }
        return groups;
    }

    private void CollectObject(JsonElement item, Dictionary<string, Group> groups, Frame frame)
    {
        for (var index = 0; index < Pairs.Length; index++)
        {
            if (KeyOf(Pairs[index].Key.EvaluateInPlace(item, frame), frame.Run) is not { } key)
            {
                continue;
            }
            if (Find(key, index, groups) is { } group)
            {
                group.AddUnread(item, frame.Run);
            }
            else
            {
                groups.Add(key, new Group(item, index));
            }
        }
    }

    /// <summary>Finds the group of a key that was met before without making a text of the key again.</summary>
    private static bool TryFind(
        JsonElement item,
        PropertyName name,
        Dictionary<string, Group>.AlternateLookup<ReadOnlySpan<char>> groups,
        Run run,
        [NotNullWhen(true)] out Group? group)
    {
        group = null;
        if (!ObjectValue.TryFind(item, name, out var key) || key.ValueKind != JsonValueKind.String)
        {
            return false;
        }
        var raw = JsonMarshal.GetRawUtf8Value(key)[1..^1];
        if (raw.Length > KnownKeyLengthMax || raw.Contains((byte)'\\'))
        {
            return false;
        }
        Span<char> text = stackalloc char[KnownKeyLengthMax];
        Utf8.ToUtf16(raw, text, out _, out var length);
        run.Step();
        return groups.TryGetValue(text[..length], out group);
    }

    private Group? Find(string key, int pair, Dictionary<string, Group> groups)
    {
        if (!groups.TryGetValue(key, out var group))
        {
            return null;
        }
        return group.Pair == pair ? group : throw new JsonataException("D1009", position, value: key);
    }

    private string? KeyOf(in Value key, Run run)
    {
        if (key.IsUndefined)
        {
            return null;
        }
        if (key.AsString is not { } name)
        {
            throw new JsonataException("T1003", position, value: Conversions.Describe(key));
        }
        // The reference marks its functions with these names; a document that used them would not be the same there.
        return name is "_jsonata_lambda" or "_jsonata_function"
            ? throw new JsonataException("D1013", position, value: name)
            : run.Reading(name);
    }

    private static Values.Tuple Merge(in Value items, Run run)
    {
        if (items.AsTuple is { } single)
        {
            return single;
        }
        var tuples = items.AsArray!;
        var merged = new Values.Tuple(Value.Undefined);
        var owned = new HashSet<ArrayValue>(ReferenceEqualityComparer.Instance);
        for (var index = 0; index < tuples.Count; index++)
        {
            run.Step();
            var tuple = tuples[index].AsTuple!;
            merged.Context = Append(merged.Context, tuple.Context, run, owned);
            for (var name = 0; name < tuple.Names.Length; name++)
            {
                var soFar = merged.Get(tuple.Names[name]);
                merged.Set(tuple.Names[name], Append(soFar, tuple.Values[name], run, owned));
            }
        }
        return merged;
    }

    /// <summary>Appends in place to a list that an earlier append made, for that belongs to nobody else.</summary>
    private static Value Append(in Value soFar, in Value more, Run run, HashSet<ArrayValue> owned)
    {
        if (soFar.AsArray is not { } list || !owned.Contains(list))
        {
            var appended = ArrayFunctions.Append(soFar, more, run);
            if (!soFar.IsUndefined && !more.IsUndefined)
            {
                owned.Add(appended.AsArray!);
            }
            return appended;
        }
        if (more.AsArray is { } several)
        {
            list.AddRange(several.Items);
        }
        else if (!more.IsUndefined)
        {
            list.Add(more);
        }
        run.CheckLength(list.Count);
        return soFar;
    }

    /// <summary>The groups in the order in which JavaScript would list their keys.</summary>
    private static IEnumerable<(string Key, Group Group)> InOrder(Dictionary<string, Group> groups)
    {
        var order = new PropertyMap();
        foreach (var key in groups.Keys)
        {
            order.Set(key, Value.Null);
        }
        var keys = new string[order.Count];
        for (var index = 0; index < keys.Length; index++)
        {
            keys[index] = order.Entries[index].Key;
        }
        return keys.Select(key => (key, groups[key]));
    }
}
