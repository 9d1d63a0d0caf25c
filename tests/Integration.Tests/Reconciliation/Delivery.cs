using System.Reflection;
using MassTransit;

namespace AccountingSync.Integration.Tests.Reconciliation;

/// <summary>A message as a consumer gets it, without a broker.</summary>
static class Delivery
{
    public static ConsumeContext<T> Of<T>(T message)
        where T : class
    {
        var received = Answering.With<ReceiveContext>(new() { ["get_InputAddress"] = new Uri("queue:/reconciliation") });
        return Answering.With<ConsumeContext<T>>(
            new()
            {
                ["get_Message"] = message,
                ["get_ReceiveContext"] = received,
                ["get_CancellationToken"] = CancellationToken.None,
            }
        );
    }
}

/// <summary>Answers the members that it was given values for, and no other.</summary>
public class Answering : DispatchProxy
{
    Dictionary<string, object> answers = [];

    public static T With<T>(Dictionary<string, object> answers)
        where T : class
    {
        var proxy = Create<T, Answering>();
        ((Answering)(object)proxy).answers = answers;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod is not null && answers.TryGetValue(targetMethod.Name, out var answer)
            ? answer
            : throw new NotSupportedException($"Nobody said what {targetMethod?.Name} is.");
}
