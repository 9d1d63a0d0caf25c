using System.Diagnostics;
using NUnit.Framework.Constraints;

namespace AccountingSync.Integration.Tests.Messaging;

/// <summary>Asks again until the answer is as wanted; bounded, and as quick as the system is.</summary>
static class Eventually
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<T> That<T>(Func<Task<T>> ask, IResolveConstraint wanted, string? meaning = null, TimeSpan? limit = null)
    {
        var most = limit ?? Limit;
        var constraint = wanted.Resolve();
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var answer = await ask();
            if (constraint.ApplyTo(answer).IsSuccess)
                return answer;
            if (watch.Elapsed > most)
                Assert.Fail($"{meaning ?? "It"} did not come true in {most.TotalSeconds} s: {constraint.Description}, but is {answer}");
            await timer.WaitForNextTickAsync();
        }
    }
}
