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
