namespace ConcertMaster.EventStore.Serialization;

/// <summary>
/// The stored name of an event type, such as <c>review.approved.v1</c>. It is the storage format: the C# type may be
/// renamed, this may not. A new shape is a new name, and an <see cref="IUpcaster"/> from the old one.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Name { get; } = name;
}
