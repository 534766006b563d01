"""What is checked of labels: functions over frames and labels, without a window."""
