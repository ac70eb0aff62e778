using ConcertMaster.Jsonata.Evaluation;

namespace ConcertMaster.Jsonata.Compilation;

/// <summary>
/// Finds, for every parent operator (<c>%</c>), the step of a path that passes by its value, and has that step keep it.
/// A parent that is not found within its own path goes on looking in the path around it.
/// </summary>
internal sealed class Ancestry
{
    private readonly Dictionary<Node, List<AncestorSlot>> _seeking = new(ReferenceEqualityComparer.Instance);
    private int _slotCount;

    public ParentNode CreateParent(int position) =>
        // No variable can have a name with an exclamation mark.
        new(new AncestorSlot($"!{_slotCount++}"), position);

    public bool IsSeeking(Node node) => _seeking.ContainsKey(node);

    public void Seek(Node node, AncestorSlot slot)
    {
        if (!_seeking.TryGetValue(node, out var slots))
        {
            _seeking.Add(node, slots = []);
        }
        slots.Add(slot);
    }

    /// <summary>What a part is looking for, the whole is looking for.</summary>
    public void Inherit(Node whole, Node part)
    {
        if (_seeking.TryGetValue(part, out var slots))
        {
            foreach (var slot in slots)
            {
                Seek(whole, slot);
            }
        }
        if (part is ParentNode parent)
        {
            Seek(whole, parent.Slot);
        }
    }

    /// <summary>A predicate stands on its step, so the first parent it looks for is what that step stood on.</summary>
    public void ResolvePredicate(Node step, Node predicate)
    {
        if (!_seeking.TryGetValue(predicate, out var slots))
        {
            return;
        }
        foreach (var slot in slots)
        {
            if (slot.Level == 1)
            {
                SeekIn(step, slot);
            }
            else
            {
                slot.Level--;
            }
        }
        Inherit(step, predicate);
    }

    /// <summary>Looks through the steps before the last one for what the last one is looking for.</summary>
    public void Resolve(PathNode path)
    {
        var last = path.Steps[^1];
        var slots = _seeking.TryGetValue(last, out var sought) ? sought : [];
        if (last is ParentNode parent)
        {
            slots.Add(parent.Slot);
        }
        foreach (var slot in slots)
        {
            var index = path.Steps.Count - 2;
            while (slot.Level > 0)
            {
                if (index < 0)
                {
                    Seek(path, slot);
                    break;
                }
                var step = path.Steps[index--];
                // Steps side by side that bind with @ all stand on the same context.
                while (index >= 0 && step.Focus is not null && path.Steps[index].Focus is not null)
                {
                    step = path.Steps[index--];
                }
                SeekIn(step, slot);
            }
        }
    }

    private static void SeekIn(Node node, AncestorSlot slot)
    {
        switch (node)
        {
            case NameNode or WildcardNode:
                slot.Level--;
                if (slot.Level == 0)
                {
                    if (node.Ancestor is not null)
                    {
                        slot.Label = node.Ancestor.Label;
                    }
                    node.Ancestor = slot;
                    node.IsTuple = true;
                }
                break;
            case ParentNode:
                slot.Level++;
                break;
            case BlockNode block:
                if (block.Expressions.Length > 0)
                {
                    block.IsTuple = true;
                    SeekIn(block.Expressions[^1], slot);
                }
                break;
            case PathNode path:
                path.IsTuple = true;
                var index = path.Steps.Count - 1;
                SeekIn(path.Steps[index--], slot);
                while (slot.Level > 0 && index >= 0)
                {
                    SeekIn(path.Steps[index--], slot);
                }
                break;
            default:
                throw new JsonataException("S0217", node.Position, "%");
        }
    }
}
