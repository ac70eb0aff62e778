namespace ConcertMaster.Shared;

/// <summary>Keys of this installation, each for one purpose, derived from the master key.</summary>
public interface IKeys
{
    /// <returns>32 bytes, always the same for a purpose.</returns>
    byte[] Derive(string purpose);
}
