namespace ConcertMaster.Shared;

/// <summary>
/// An event that tells in words what happened, without the subject: "added the node Map data". The audit puts the
/// actor before it. Events without one are told by their name.
/// </summary>
public interface IDescribed
{
    string Describe();
}
