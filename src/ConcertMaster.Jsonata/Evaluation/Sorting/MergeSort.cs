namespace ConcertMaster.Jsonata.Evaluation;

/// <summary>
/// A stable merge sort that asks only whether one item comes after another, and asks it of the same pairs in the same
/// order as the reference does: a comparator can tell the difference.
/// </summary>
internal static class MergeSort
{
    public static void Sort(int[] items, Func<int, int, bool> isAfter) =>
        Sort(items, new int[items.Length], 0, items.Length, isAfter);

    private static void Sort(int[] items, int[] spare, int start, int end, Func<int, int, bool> isAfter)
    {
        if (end - start <= 1)
        {
            return;
        }
        var middle = start + ((end - start) / 2);
        Sort(items, spare, start, middle, isAfter);
        Sort(items, spare, middle, end, isAfter);
        var (left, right) = (start, middle);
        for (var target = start; target < end; target++)
        {
            var takesRight = left == middle || (right < end && isAfter(items[left], items[right]));
            spare[target] = takesRight ? items[right++] : items[left++];
        }
        Array.Copy(spare, start, items, start, end - start);
    }
}
