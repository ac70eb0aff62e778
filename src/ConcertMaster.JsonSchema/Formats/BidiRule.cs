using System.Globalization;

namespace ConcertMaster.JsonSchema.Formats;

/// <summary>
/// The rule for names of hosts with letters that are written from right to left (RFC 5893). Directions are told by
/// the blocks of the scripts, which is exact for all characters that a name of a host may have.
/// </summary>
internal static class BidiRule
{
    private enum Direction
    {
        Left,
        Right,
        EuropeanDigit,
        ArabicDigit,
        Mark,
        Neutral,
    }

    public static bool IsSatisfied(List<List<int>> labels)
    {
        var directions = labels.ConvertAll(label => label.ConvertAll(Of));
        var isBidi = directions.Any(label => label.Exists(d => d is Direction.Right or Direction.ArabicDigit));
        return !isBidi || directions.TrueForAll(IsSatisfied);
    }

    private static bool IsSatisfied(List<Direction> label)
    {
        if (label[0] is not (Direction.Left or Direction.Right)) return false;
        var last = label.FindLast(d => d != Direction.Mark);
        if (label[0] == Direction.Left)
        {
            return !label.Exists(d => d is Direction.Right or Direction.ArabicDigit)
                && last is Direction.Left or Direction.EuropeanDigit;
        }

        var mixesDigits = label.Contains(Direction.EuropeanDigit) && label.Contains(Direction.ArabicDigit);
        return !mixesDigits && !label.Contains(Direction.Left) && last != Direction.Neutral;
    }

    private static Direction Of(int c)
    {
        if (c is (>= '0' and <= '9') or (>= 0x6F0 and <= 0x6F9)) return Direction.EuropeanDigit;
        if (c is >= 0x660 and <= 0x669) return Direction.ArabicDigit;
        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark => Direction.Mark,
            UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.OtherPunctuation
                when c is not (0x5F3 or 0x5F4) => Direction.Neutral,
            _ => c is (>= 0x590 and <= 0x8FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF)
                or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) ? Direction.Right : Direction.Left,
        };
    }
}
