namespace ConcertMaster.Shared;

/// <summary>
/// An event that tells in words what happened, without the subject: "added the node Map data". The audit puts the
/// actor before it. Events without one are told by their name.
/// </summary>
public interface IDescribed
{
    string Describe();

    /// <summary>Who did it, where that is not the actor of the event but a part of the system on its behalf.</summary>
    string? Subject() => null;
}

/// <summary>An event whose sentence mentions nodes of a workflow: told with the names that people gave them.</summary>
public interface IMentionsNodes : IDescribed
{
    /// <param name="nameOf">The name of a node by its id; the id itself where no name is known.</param>
    string Describe(Func<string, string> nameOf);
}
